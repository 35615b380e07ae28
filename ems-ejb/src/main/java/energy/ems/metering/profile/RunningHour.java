package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/**
 * What an hour that is still running comes to if it goes on as in the part of it that is measured. The warning before
 * the limit and what people see beside the gauge are the same number.
 */
public final class RunningHour {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A first quarter says little: one kettle would be an alarm. */
    private static final Duration ENOUGH = Duration.ofMinutes(15);

    private RunningHour() {}

    /**
     * @param energyKwh what the hour has used so far; null for nothing known
     * @param measuredUntil up to when the readings say something; null for never
     * @return null while nothing of the hour is measured
     */
    public static BigDecimal projection(BigDecimal energyKwh, Instant start, Instant measuredUntil) {
        Duration measured = measured(start, measuredUntil);
        if (energyKwh == null || measured.isZero()) {
            return null;
        }
        return energyKwh
                .multiply(BigDecimal.valueOf(HOUR.toMillis()))
                .divide(BigDecimal.valueOf(measured.toMillis()), MathContext.DECIMAL64);
    }

    /** Whether so much is measured that a projection is worth a warning. */
    public static boolean saysEnough(Instant start, Instant measuredUntil) {
        return measured(start, measuredUntil).compareTo(ENOUGH) >= 0;
    }

    private static Duration measured(Instant start, Instant until) {
        if (until == null || !until.isAfter(start)) {
            return Duration.ZERO;
        }
        Duration measured = Duration.between(start, until);
        return measured.compareTo(HOUR) > 0 ? HOUR : measured;
    }
}
