package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** What a register can do from one reading to a later one. */
final class RegisterStep {

    /**
     * The power that is believed when a register leaves exactly zero. BEWARE: it must stay far below what a used meter
     * shows because a register that reads zero while it starts up would otherwise count its whole life at once.
     */
    private static final BigDecimal MAXIMUM_POWER_FROM_ZERO_KW = new BigDecimal("1000");

    /** Nobody would sign an hour estimated over a longer gap; and a meter's lost clock must not make decades of hours. */
    private static final Duration LONGEST_GAP = Duration.ofDays(400);

    private static final BigDecimal NEAR_CAPACITY = new BigDecimal("0.9");
    private static final BigDecimal NEAR_ZERO = new BigDecimal("0.1");
    private static final BigDecimal MILLIS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    private final BigDecimal maximumKwhPerMilli;
    private final BigDecimal maximumKwhPerMilliFromZero;
    private final long expectedMillis;
    private final BigDecimal capacity;

    RegisterStep(MeterSettings settings) {
        maximumKwhPerMilli = settings.maximumPowerKw().divide(MILLIS_PER_HOUR, MathContext.DECIMAL128);
        maximumKwhPerMilliFromZero = settings.maximumPowerKw()
                .min(MAXIMUM_POWER_FROM_ZERO_KW)
                .divide(MILLIS_PER_HOUR, MathContext.DECIMAL128);
        expectedMillis = settings.expectedInterval().toMillis();
        capacity = settings.capacityKwh();
    }

    /** Whether the register can simply have counted on from {@code earlier} to {@code later}. */
    boolean follows(Reading earlier, Reading later) {
        if (later.at().isAfter(earlier.at().plus(LONGEST_GAP))) {
            return false;
        }
        BigDecimal step = later.kwh().subtract(earlier.kwh());
        if (step.signum() <= 0) {
            return step.signum() == 0;
        }
        BigDecimal perMilli = earlier.kwh().signum() == 0 ? maximumKwhPerMilliFromZero : maximumKwhPerMilli;
        return step.compareTo(perMilli.multiply(time(earlier, later))) <= 0;
    }

    /** Whether the register ran over its capacity from {@code earlier} to {@code later} and went on from zero. */
    boolean rollsOver(Reading earlier, Reading later) {
        return capacity != null
                && !later.at().isAfter(earlier.at().plus(LONGEST_GAP))
                && earlier.kwh().compareTo(capacity) <= 0
                && earlier.kwh().compareTo(capacity.multiply(NEAR_CAPACITY)) >= 0
                && later.kwh().compareTo(capacity.multiply(NEAR_ZERO)) <= 0
                && throughZero(earlier, later).compareTo(maximumKwhPerMilli.multiply(time(earlier, later))) <= 0;
    }

    Span span(Reading earlier, Reading later) {
        return new Span(earlier.at(), later.at(), later.kwh().subtract(earlier.kwh()));
    }

    Span spanThroughZero(Reading earlier, Reading later) {
        return new Span(earlier.at(), later.at(), throughZero(earlier, later));
    }

    private BigDecimal throughZero(Reading earlier, Reading later) {
        return capacity.subtract(earlier.kwh()).add(later.kwh());
    }

    /** Never less than the expected interval, because a register of whole kWh may step twice within a second. */
    private BigDecimal time(Reading earlier, Reading later) {
        return BigDecimal.valueOf(Math.max(
                expectedMillis, later.at().toEpochMilli() - earlier.at().toEpochMilli()));
    }
}
