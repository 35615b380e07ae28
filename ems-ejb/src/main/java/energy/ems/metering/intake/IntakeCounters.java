package energy.ems.metering.intake;

import energy.ems.metering.hours.ArrivingReadings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** What this node has taken in since its start. Counts attempts too: a batch that comes again is counted again. */
@ApplicationScoped
public class IntakeCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder inserted = new LongAdder();
    private final LongAdder corrected = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder lanes = new LongAdder();

    /** The counters at one moment. */
    public record Counts(
            long received,
            long malformed,
            long quarantined,
            long inserted,
            long corrected,
            long duplicates,
            long batches,
            long lanes) {}

    void received(int measurements, int malformedMessages) {
        received.add(measurements);
        malformed.add(malformedMessages);
    }

    /** A batch that is taken in side by side in so many lanes. */
    void split(int intoLanes) {
        batches.increment();
        lanes.add(intoLanes);
    }

    void quarantined(int measurements) {
        quarantined.add(measurements);
    }

    void stored(ArrivingReadings.Booked booked) {
        inserted.add(booked.inserted());
        corrected.add(booked.corrected());
        duplicates.add(booked.duplicates());
    }

    public Counts counts() {
        return new Counts(
                received.sum(),
                malformed.sum(),
                quarantined.sum(),
                inserted.sum(),
                corrected.sum(),
                duplicates.sum(),
                batches.sum(),
                lanes.sum());
    }
}
