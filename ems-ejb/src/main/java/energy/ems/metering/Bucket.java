package energy.ems.metering;

import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.OverLimit;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * One bar of a chart.
 *
 * @param energyKwh exact; null when nothing is known, never 0 then
 * @param limitKwh the limit in force, for hours; null for none and for longer buckets
 * @param findings what was noticed about its readings; for hours only
 */
public record Bucket(
        ZonedDateTime start,
        ZonedDateTime end,
        BigDecimal energyKwh,
        int readings,
        int expectedReadings,
        Quality quality,
        boolean corrected,
        BigDecimal limitKwh,
        Set<Finding.Kind> findings) {

    public Bucket {
        findings = Set.copyOf(findings);
    }

    /** Without findings. */
    public Bucket(
            ZonedDateTime start,
            ZonedDateTime end,
            BigDecimal energyKwh,
            int readings,
            int expectedReadings,
            Quality quality,
            boolean corrected,
            BigDecimal limitKwh) {
        this(start, end, energyKwh, readings, expectedReadings, quality, corrected, limitKwh, Set.of());
    }

    /** Whether it was over its limit; never so for longer buckets than hours, which have none. */
    public boolean isOverLimit() {
        return OverLimit.isOver(energyKwh, limitKwh);
    }

    /** By how much it was over its limit; zero when it was not. */
    public BigDecimal excessKwh() {
        return OverLimit.excess(energyKwh, limitKwh);
    }

    public boolean hasBegun(Instant now) {
        return start.toInstant().isBefore(now);
    }
}
