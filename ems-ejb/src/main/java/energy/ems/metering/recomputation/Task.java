package energy.ems.metering.recomputation;

import energy.ems.metering.meter.Meter;
import java.time.Instant;

/** A piece of a meter's past that is to be computed anew, {@code [from, to)}. */
record Task(Meter meter, Instant from, Instant to) {

    /** Without the hours that are final. */
    Task open() {
        Instant open = meter.hoursOpenFrom();
        return from.isBefore(open) ? new Task(meter, open.isBefore(to) ? open : to, to) : this;
    }
}
