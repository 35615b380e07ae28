package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What a register can do from one reading to a later one. */
final class RegisterStep {

    /**
     * The power that is believed when a register leaves exactly zero. BEWARE: it must stay far below what a used meter
     * shows because a register that reads zero while it starts up would otherwise count its whole life at once.
     */
    private static final BigDecimal MAXIMUM_POWER_FROM_ZERO_KW = new BigDecimal("1000");

    /** Nobody would sign an hour estimated over a longer gap; and a meter's lost clock must not make decades of hours. */
    static final Duration LONGEST_GAP = Duration.ofDays(400);

    /** So many units of the last digit sent may a register swing back without meaning anything by it. */
    private static final BigDecimal SWING = BigDecimal.valueOf(2);

    private static final BigDecimal NEAR_CAPACITY = new BigDecimal("0.9");
    private static final BigDecimal NEAR_ZERO = new BigDecimal("0.1");
    private static final BigDecimal MILLIS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    /** By the instant of the later reading: what a step means, the settings say that are in force when it shows. */
    private final Function<Instant, Bounds> bounds;

    RegisterStep(DatedSettings settings) {
        bounds = settings.derived(Bounds::of);
    }

    private record Bounds(
            BigDecimal maximumKwhPerMilli,
            BigDecimal maximumKwhPerMilliFromZero,
            long expectedMillis,
            BigDecimal capacity,
            int decimalsOfUnit,
            BigDecimal factor,
            boolean startsFromZero) {

        static Bounds of(MeterSettings settings) {
            return new Bounds(
                    settings.maximumPowerKw().divide(MILLIS_PER_HOUR, MathContext.DECIMAL128),
                    settings.maximumPowerKw()
                            .min(MAXIMUM_POWER_FROM_ZERO_KW)
                            .divide(MILLIS_PER_HOUR, MathContext.DECIMAL128),
                    settings.expectedInterval().toMillis(),
                    settings.capacityKwh(),
                    settings.unit().decimalsOfKilo(),
                    settings.factor(),
                    settings.afterReset() == AfterReset.FROM_ZERO);
        }

        /** Without the factor, because it is the meter that has digits. */
        BigDecimal asSent(BigDecimal kwh) {
            return factor.equals(BigDecimal.ONE) ? kwh : kwh.divide(factor, Energy.DECIMALS, RoundingMode.HALF_EVEN);
        }

        BigDecimal countable(BigDecimal from, Instant earlier, Instant later) {
            return (from.signum() == 0 ? maximumKwhPerMilliFromZero : maximumKwhPerMilli)
                    .multiply(time(earlier, later));
        }

        /** Never less than the expected interval, because a register of whole kWh may step twice within a second. */
        BigDecimal time(Instant earlier, Instant later) {
            return BigDecimal.valueOf(Math.max(expectedMillis, later.toEpochMilli() - earlier.toEpochMilli()));
        }
    }

    /** Whether the register can simply have counted on from {@code earlier} to {@code later}. */
    boolean follows(Reading earlier, Reading later) {
        if (isTooFar(earlier.at(), later.at())) {
            return false;
        }
        BigDecimal step = later.kwh().subtract(earlier.kwh());
        return step.signum() == 0
                || step.signum() > 0 && step.compareTo(countable(earlier.kwh(), earlier.at(), later.at())) <= 0;
    }

    /** Whether the register may have begun at zero since {@code earlier} and counted up to {@code later}. */
    boolean mayHaveBegunAnew(Reading earlier, Reading later) {
        return later.kwh().compareTo(countable(BigDecimal.ZERO, earlier.at(), later.at())) <= 0;
    }

    /** Whether the counter started at zero by design since {@code earlier}, and has counted up to {@code later}. */
    boolean startedFromZero(Reading earlier, Reading later) {
        return bounds.apply(later.at()).startsFromZero()
                && later.kwh().compareTo(earlier.kwh()) < 0
                && !isTooFar(earlier.at(), later.at())
                && mayHaveBegunAnew(earlier, later);
    }

    private BigDecimal countable(BigDecimal from, Instant earlier, Instant later) {
        return bounds.apply(later).countable(from, earlier, later);
    }

    static boolean isTooFar(Instant earlier, Instant later) {
        return later.isAfter(earlier.plus(LONGEST_GAP));
    }

    /**
     * Whether {@code shown} lies below a level by no more than the swing of the last digit. Which digit that is, the
     * finest of these values says, because zeros at the end are not told apart from digits never sent.
     */
    static boolean isSwing(BigDecimal level, BigDecimal shown, BigDecimal lastDigit) {
        return shown.signum() > 0
                && shown.compareTo(level) < 0
                && level.subtract(shown).compareTo(swing(lastDigit)) <= 0;
    }

    static BigDecimal swing(BigDecimal lastDigit) {
        return SWING.multiply(lastDigit);
    }

    /** One unit of the last digit that the reading shows, in kWh; at the most one of the meter's unit. */
    BigDecimal lastDigit(Reading reading) {
        Bounds then = bounds.apply(reading.at());
        BigDecimal sent = then.asSent(reading.kwh());
        int decimals = sent.signum() == 0
                ? then.decimalsOfUnit()
                : Math.max(then.decimalsOfUnit(), sent.stripTrailingZeros().scale());
        return then.factor().movePointLeft(decimals);
    }

    /** Whether the register can have run over a capacity on its way to {@code later}, however long that took. */
    boolean hasCapacityFor(Reading earlier, Reading later) {
        BigDecimal capacity = bounds.apply(later.at()).capacity();
        return capacity != null && earlier.kwh().compareTo(capacity) <= 0;
    }

    /** Whether the register ran over its capacity from {@code earlier} to {@code later} and went on from zero. */
    boolean rollsOver(Reading earlier, Reading later) {
        Bounds atTheEnd = bounds.apply(later.at());
        BigDecimal capacity = atTheEnd.capacity();
        return capacity != null
                && !isTooFar(earlier.at(), later.at())
                && earlier.kwh().compareTo(capacity) <= 0
                && earlier.kwh().compareTo(capacity.multiply(NEAR_CAPACITY)) >= 0
                && later.kwh().compareTo(capacity.multiply(NEAR_ZERO)) <= 0
                && throughZero(capacity, earlier, later)
                                .compareTo(
                                        atTheEnd.maximumKwhPerMilli().multiply(atTheEnd.time(earlier.at(), later.at())))
                        <= 0;
    }

    /** Of a counter that started at zero meanwhile: what it shows is what it has counted. */
    static Span spanFromZero(Reading earlier, Reading later) {
        return new Span(earlier.at(), later.at(), later.kwh());
    }

    static Span span(Reading earlier, Reading later) {
        return new Span(earlier.at(), later.at(), later.kwh().subtract(earlier.kwh()));
    }

    Span spanThroughZero(Reading earlier, Reading later) {
        return new Span(
                earlier.at(), later.at(), throughZero(bounds.apply(later.at()).capacity(), earlier, later));
    }

    private static BigDecimal throughZero(BigDecimal capacity, Reading earlier, Reading later) {
        return capacity.subtract(earlier.kwh()).add(later.kwh());
    }
}
