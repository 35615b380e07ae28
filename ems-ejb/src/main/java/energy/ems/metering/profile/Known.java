package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What is known of a whole number of consecutive quarter hours, be it a UTC hour or a zone's hour that begins at a
 * quarter.
 *
 * @param stated whether readings state the length of their intervals, so that others are expected than its settings say
 */
record Known(
        BigDecimal energyKwh, int readings, int expectedReadings, Quality quality, boolean complete, boolean stated) {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    static Known of(HourValue hour) {
        return new Known(
                hour.energyKwh(),
                hour.readings(),
                hour.expectedReadings(),
                hour.quality(),
                hour.complete(),
                QuarterHour.anyStated(hour.quarters()));
    }

    static Known of(List<QuarterHour> quarters, MeterSettings settings) {
        BigDecimal energy = null;
        int readings = 0;
        boolean covered = true;
        int statedReadings = 0;
        Duration stated = Duration.ZERO;
        for (QuarterHour quarter : quarters) {
            energy = Energy.plus(energy, quarter.energyKwh());
            readings += quarter.readings();
            covered &= quarter.covered();
            statedReadings += quarter.stated();
            stated = stated.plusMillis(quarter.statedMillis());
        }
        Duration unsaid = QUARTER.multipliedBy(quarters.size()).minus(stated);
        int expected = statedReadings + settings.expectedReadings(unsaid);
        int enough = Math.max(unsaid.isZero() ? 0 : 1, expected);
        boolean complete = settings.countsWholeValues() ? readings >= enough : covered;
        boolean shared = !quarters.isEmpty()
                && (quarters.get(0).sharedAtStart()
                        || quarters.get(quarters.size() - 1).sharedAtEnd());
        return new Known(
                Energy.canonical(energy),
                readings,
                expected,
                quality(energy, shared, complete),
                complete,
                !stated.isZero());
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
