package energy.ems.metering;

import java.util.ArrayList;
import java.util.List;

/** What has arrived for one meter, in the order of arrival. Belongs to one thread. */
final class MeterArrivals {

    private final Meter meter;
    private final List<Arrival> arrivals = new ArrayList<>();

    MeterArrivals(Meter meter) {
        this.meter = meter;
    }

    void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    Meter meter() {
        return meter;
    }

    List<Arrival> inOrder() {
        return arrivals;
    }
}
