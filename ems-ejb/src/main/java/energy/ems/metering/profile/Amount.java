package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a meter says in one reading.
 *
 * @param value in the meter's own unit
 * @param interval the length of the interval that the value stands for, where the meter states it: whole seconds up to
 *     {@link #LONGEST}; null where the device's own counts. Of a register it means nothing
 */
public record Amount(BigDecimal value, Duration interval) {

    /** What is longer is no interval that any meter sends. */
    public static final Duration LONGEST = Duration.ofDays(1);

    public Amount {
        Objects.requireNonNull(value, "value");
        if (interval != null && !isPossible(interval)) {
            throw new IllegalArgumentException("No interval of a meter: " + interval);
        }
    }

    /** Of an interval as long as the device's, or of a register. */
    public static Amount of(BigDecimal value) {
        return new Amount(value, null);
    }

    /** @param seconds as they are stored; 0 where nothing is stated */
    public static Amount of(BigDecimal value, int seconds) {
        return new Amount(value, seconds == 0 ? null : Duration.ofSeconds(seconds));
    }

    /**
     * A length as messages and files state it, in ISO-8601.
     *
     * @return nothing when it is no duration, or none that a meter can state
     */
    public static Optional<Duration> interval(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(Amount::isPossible);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isPossible(Duration interval) {
        return interval.getNano() == 0
                && !interval.isNegative()
                && !interval.isZero()
                && interval.compareTo(LONGEST) <= 0;
    }

    /** The stated length in seconds as it is stored; null where nothing is stated. */
    public Integer seconds() {
        return interval == null ? null : (int) interval.toSeconds();
    }

    /** The same length with another number. */
    public Amount with(BigDecimal number) {
        return new Amount(number, interval);
    }

    /** Whether both say the same: the same number, in whatever scale, of an interval of the same stated length. */
    public boolean isSame(Amount other) {
        return value.compareTo(other.value) == 0 && Objects.equals(interval, other.interval);
    }

    /** The same of amounts of which either may be missing (null). */
    public static boolean areSame(Amount one, Amount other) {
        return one == null || other == null ? one == other : one.isSame(other);
    }

    /** As people read it in a log: the number, and the length where it is stated. */
    public String text() {
        return value.toPlainString() + (interval == null ? "" : " in " + interval);
    }
}
