package energy.ems.metering;

import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.ZonedDateTime;

/**
 * One bar of a chart.
 *
 * @param energyKwh exact; null when nothing is known, never 0 then
 * @param limitKwh the limit in force, for hours; null for none and for longer buckets
 */
public record Bucket(
        ZonedDateTime start,
        ZonedDateTime end,
        BigDecimal energyKwh,
        int readings,
        int expectedReadings,
        Quality quality,
        boolean corrected,
        BigDecimal limitKwh) {}
