package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What is known of a whole number of consecutive quarter hours, be it a UTC hour or a zone's hour that begins at a
 * quarter.
 */
record Known(BigDecimal energyKwh, int readings, int expectedReadings, Quality quality, boolean complete) {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    static Known of(HourValue hour) {
        return new Known(hour.energyKwh(), hour.readings(), hour.expectedReadings(), hour.quality(), hour.complete());
    }

    static Known of(List<QuarterHour> quarters, MeterSettings settings) {
        BigDecimal energy = null;
        int readings = 0;
        boolean covered = true;
        for (QuarterHour quarter : quarters) {
            energy = Energy.plus(energy, quarter.energyKwh());
            readings += quarter.readings();
            covered &= quarter.covered();
        }
        int expected = settings.expectedReadings(QUARTER.multipliedBy(quarters.size()));
        boolean complete = settings.countsWholeValues() ? readings >= Math.max(1, expected) : covered;
        boolean shared = !quarters.isEmpty()
                && (quarters.get(0).sharedAtStart()
                        || quarters.get(quarters.size() - 1).sharedAtEnd());
        return new Known(Energy.canonical(energy), readings, expected, quality(energy, shared, complete), complete);
    }

    /** The first that applies; a difference between two readings on the boundaries is measured, however many lie between. */
    private static Quality quality(BigDecimal energy, boolean shared, boolean complete) {
        if (energy == null) {
            return Quality.MISSING;
        }
        if (shared) {
            return Quality.ESTIMATED;
        }
        return complete ? Quality.MEASURED : Quality.PARTIAL;
    }
}
