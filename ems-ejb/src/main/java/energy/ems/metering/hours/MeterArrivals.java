package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import java.util.ArrayList;
import java.util.List;

/** What has arrived for one meter, in the order of arrival. Belongs to one thread. */
public final class MeterArrivals {

    private final Meter meter;
    private final List<Arrival> arrivals = new ArrayList<>();

    public MeterArrivals(Meter meter) {
        this.meter = meter;
    }

    public void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    Meter meter() {
        return meter;
    }

    List<Arrival> inOrder() {
        return arrivals;
    }
}
