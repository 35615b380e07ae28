package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What has to be known about a meter to turn its readings into hours.
 *
 * @param registerCapacity in the meter's unit: the value at which the register starts again at zero (1,000,000 for six
 *     digits); null when unknown, and then no step down is ever taken for a rollover
 * @param expectedInterval the spacing of readings; in interval mode also the length of an interval
 * @param maximumPowerKw what no reading of this meter can plausibly exceed, as a mean over one expected interval
 */
public record MeterSettings(
        ReadingMode readingMode,
        IntervalStamp intervalStamp,
        EnergyUnit unit,
        BigDecimal registerCapacity,
        Duration expectedInterval,
        BigDecimal maximumPowerKw) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);

    /** What is believed of a device of which neither its power nor its limit is known. */
    public static final BigDecimal DEFAULT_MAXIMUM_POWER_KW = new BigDecimal("1000");

    private static final int INTERVALS_WITHOUT_GAP = 3;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal LIMITS_BELIEVED = new BigDecimal("50");
    private static final BigDecimal LEAST_MAXIMUM_POWER_KW = new BigDecimal("100");

    /**
     * The maximum power that is believed of a device.
     *
     * @param maxHourlyKwh its limit, or null
     */
    public static BigDecimal maximumPowerKw(BigDecimal maxHourlyKwh) {
        return maxHourlyKwh == null
                ? DEFAULT_MAXIMUM_POWER_KW
                : LEAST_MAXIMUM_POWER_KW.max(maxHourlyKwh.multiply(LIMITS_BELIEVED));
    }

    public MeterSettings {
        Objects.requireNonNull(readingMode, "readingMode");
        Objects.requireNonNull(intervalStamp, "intervalStamp");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(expectedInterval, "expectedInterval");
        Objects.requireNonNull(maximumPowerKw, "maximumPowerKw");
        if (expectedInterval.toMillis() < 1) {
            throw new IllegalArgumentException("The expected interval must be at least a millisecond");
        }
        if (maximumPowerKw.signum() <= 0) {
            throw new IllegalArgumentException("The maximum power must be positive");
        }
        if (registerCapacity != null && registerCapacity.signum() <= 0) {
            throw new IllegalArgumentException("The register capacity must be positive");
        }
        // Equal settings are equal, whatever the scale in which a database or a message brings their numbers.
        registerCapacity = Energy.canonical(registerCapacity);
        maximumPowerKw = Energy.canonical(maximumPowerKw);
    }

    /** A meter of which nothing was said: interval values in kWh, stamped at the start, every ten minutes. */
    public static MeterSettings defaults() {
        return of(ReadingMode.INTERVAL, DEFAULT_INTERVAL);
    }

    public static MeterSettings of(ReadingMode mode, Duration expectedInterval) {
        return new MeterSettings(
                mode, IntervalStamp.START, EnergyUnit.KWH, null, expectedInterval, DEFAULT_MAXIMUM_POWER_KW);
    }

    public MeterSettings withRegisterCapacity(BigDecimal capacity) {
        return new MeterSettings(readingMode, intervalStamp, unit, capacity, expectedInterval, maximumPowerKw);
    }

    public MeterSettings withIntervalStamp(IntervalStamp stamp) {
        return new MeterSettings(readingMode, stamp, unit, registerCapacity, expectedInterval, maximumPowerKw);
    }

    /** The register's capacity in kWh, or null when unknown. */
    public BigDecimal capacityKwh() {
        return registerCapacity == null ? null : unit.toKwh(registerCapacity);
    }

    /**
     * How many readings a faultless meter sends in {@code time}. A meter whose interval is longer than an hour owes
     * none to a single hour.
     */
    public int expectedReadings(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis() / expectedInterval.toMillis());
    }

    /**
     * Whether readings are lacking between two that follow each other: more than three intervals, and more than an hour,
     * so that an hour may know its share only.
     */
    boolean isGap(Instant earlier, Instant later) {
        Duration apart = Duration.between(earlier, later);
        return apart.compareTo(expectedInterval.multipliedBy(INTERVALS_WITHOUT_GAP)) > 0 && apart.compareTo(HOUR) > 0;
    }

    /**
     * The hour in which a reading of that instant counts; of one that is shared out, the first of its hours.
     */
    public Instant hourOf(Instant at) {
        Instant start = at.minus(lag());
        Instant hour = countsWholeValues() ? new IntervalSlots(this).slot(start, Duration.ofHours(1)) : null;
        return hour == null ? UtcHour.of(start) : hour;
    }

    /** Whether a calculation by these settings may notice anything: registers, and intervals that fill an hour or quarter. */
    public boolean bringsFindings() {
        return readingMode == ReadingMode.CUMULATIVE
                || expectedInterval.equals(HOUR)
                || expectedInterval.equals(Duration.ofMinutes(15));
    }

    /** Whether hours are complete by the number of their readings. Else by the time that differences cover. */
    boolean countsWholeValues() {
        return readingMode == ReadingMode.INTERVAL && expectedInterval.compareTo(Duration.ofHours(1)) <= 0;
    }

    /** The start of the interval that an interval value stands for; the reading's own instant in cumulative mode. */
    Instant startOf(Reading reading) {
        return reading.at().minus(lag());
    }

    /** How long after the instant in which it counts a reading is stamped. */
    Duration lag() {
        boolean stampedLate = readingMode == ReadingMode.INTERVAL && intervalStamp == IntervalStamp.END;
        return stampedLate ? expectedInterval : Duration.ZERO;
    }

    /** A reading from a value in the meter's own unit. */
    public Reading reading(Instant at, BigDecimal valueInUnit) {
        return new Reading(at, unit.toKwh(valueInUnit));
    }
}
