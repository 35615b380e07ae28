package energy.ems.metering;

import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an hour that was complete said before late or corrected readings, or other settings, made it say something else.
 *
 * @param hourStart UTC
 * @param oldKwh null for nothing
 * @param newKwh null for nothing
 * @param changedAt when it was computed anew
 */
public record HourRevision(
        Instant hourStart,
        BigDecimal oldKwh,
        BigDecimal newKwh,
        Quality oldQuality,
        Quality newQuality,
        Instant changedAt) {}
