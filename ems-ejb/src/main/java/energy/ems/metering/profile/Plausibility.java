package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The validation at the door: what goes to quarantine, kept for an operator, instead of being counted. */
public final class Plausibility {

    /** Why a value is not believed. */
    public enum Reason {
        /** Beyond 10^15 in whatever unit, or in kWh. No meter has so many digits; it is a misread frame. */
        ABSURD_MAGNITUDE,
        /** Neither consumption, nor production, nor a register is ever negative. */
        NEGATIVE,
        /** Stamped before 2001: the meter's clock has lost the time. */
        CLOCK_NOT_SET,
        /** Stamped later than the tolerance allows. */
        FROM_THE_FUTURE,
        /** More energy in one interval, whichever way it flows, than the meter's maximum power makes. */
        ABOVE_MAXIMUM,
        /** More than the register can show. */
        ABOVE_CAPACITY,
        /** Older than the readings that are kept of its meter: its hours are final, see {@link KeptReadings}. */
        NO_LONGER_KEPT
    }

    /** Clocks of meters drift by minutes; an hour is already a wrong time zone. */
    public static final Duration DEFAULT_FUTURE_TOLERANCE = Duration.ofMinutes(10);

    private static final int STORED_DECIMALS = 12;
    private static final int MAXIMUM_INTEGER_DIGITS = 15;
    private static final Instant CLOCKS_ARE_SET = Instant.parse("2001-01-01T00:00:00Z");

    private final Duration futureTolerance;

    public Plausibility(Duration futureTolerance) {
        this.futureTolerance = futureTolerance;
    }

    /**
     * @param said in the meter's own unit
     * @return the first reason to doubt the reading, or nothing
     */
    public Optional<Reason> doubt(MeterSettings settings, Instant at, Amount said, Instant receivedAt) {
        BigDecimal value = said.value();
        // BEWARE: this comes first and looks at digits only because arithmetic on 1E+999999999 would fill the memory.
        if (integerDigits(value) > MAXIMUM_INTEGER_DIGITS) {
            return Optional.of(Reason.ABSURD_MAGNITUDE);
        }
        if (value.signum() < 0 && !settings.mayBeNegative()) {
            return Optional.of(Reason.NEGATIVE);
        }
        if (at.isBefore(CLOCKS_ARE_SET)) {
            return Optional.of(Reason.CLOCK_NOT_SET);
        }
        if (at.isAfter(receivedAt.plus(futureTolerance))) {
            return Optional.of(Reason.FROM_THE_FUTURE);
        }
        Amount stored = stored(said);
        if (isBeyondMeasure(settings, value)) {
            return Optional.of(Reason.ABSURD_MAGNITUDE);
        }
        return switch (settings.readingMode()) {
            case INTERVAL -> settings.isAboveMaximum(stored) ? Optional.of(Reason.ABOVE_MAXIMUM) : Optional.empty();
            case CUMULATIVE ->
                isAboveCapacity(settings, stored.value()) ? Optional.of(Reason.ABOVE_CAPACITY) : Optional.empty();
        };
    }

    /**
     * The value as it is stored: {@value #STORED_DECIMALS} decimals, rounded half to even. Finer than any register, so
     * that a value sent with more decimals is a binary fraction written out.
     */
    public static BigDecimal stored(BigDecimal value) {
        // BEWARE: setScale alone would divide by 10^999999987 to round 1E-999999999 or 0E-999999999.
        return value.signum() == 0 || integerDigits(value) < -STORED_DECIMALS
                ? BigDecimal.ZERO
                : value.setScale(STORED_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The same of what the value stands for. */
    public static Amount stored(Amount said) {
        return said.with(stored(said.value()));
    }

    /** The value as a meter sends it: without the zeros that storing adds. */
    public static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether what the value stands for has more digits than the hours have place for. */
    public static boolean isBeyondMeasure(MeterSettings settings, BigDecimal value) {
        return integerDigits(value) > MAXIMUM_INTEGER_DIGITS
                || integerDigits(settings.kilo(stored(value))) > MAXIMUM_INTEGER_DIGITS;
    }

    private static long integerDigits(BigDecimal value) {
        return value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
    }

    private static boolean isAboveCapacity(MeterSettings settings, BigDecimal value) {
        return settings.registerCapacity() != null && value.compareTo(settings.registerCapacity()) > 0;
    }
}
