package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What has to be known about a meter to turn its readings into hours.
 *
 * @param registerCapacity in the meter's unit: the value at which the register starts again at zero (1,000,000 for six
 *     digits); null when unknown, and then no step down is ever taken for a rollover
 * @param expectedInterval the spacing of readings; in interval mode also the length of an interval that states none
 * @param maximumPowerKw what no reading of this meter can plausibly exceed, as a mean over its interval
 * @param factor by which every value is multiplied, for instance the ratio of the current transformers before the meter
 * @param afterReset what a register's step down means
 * @param direction which way the energy flows
 */
public record MeterSettings(
        ReadingMode readingMode,
        IntervalStamp intervalStamp,
        EnergyUnit unit,
        BigDecimal registerCapacity,
        Duration expectedInterval,
        BigDecimal maximumPowerKw,
        BigDecimal factor,
        AfterReset afterReset,
        Direction direction) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);

    /** What is believed of a device of which neither its power nor its limit is known. */
    public static final BigDecimal DEFAULT_MAXIMUM_POWER_KW = new BigDecimal("1000");

    /**
     * Decimals of kWh to which a mean power is turned into energy. A sixth of an hour ends in no decimals; so much finer
     * than what is kept, the values of an hour still sum to what they would without rounding.
     */
    private static final int DECIMALS_OF_POWER = 24;

    private static final int INTERVALS_WITHOUT_GAP = 3;
    private static final BigDecimal MILLIS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal LIMITS_BELIEVED = new BigDecimal("50");
    private static final BigDecimal LEAST_MAXIMUM_POWER_KW = new BigDecimal("100");

    /**
     * The maximum power that is believed of a device of which it is not said.
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
        Objects.requireNonNull(factor, "factor");
        Objects.requireNonNull(afterReset, "afterReset");
        Objects.requireNonNull(direction, "direction");
        if (expectedInterval.toMillis() < 1) {
            throw new IllegalArgumentException("The expected interval must be at least a millisecond");
        }
        if (maximumPowerKw.signum() <= 0) {
            throw new IllegalArgumentException("The maximum power must be positive");
        }
        if (registerCapacity != null && registerCapacity.signum() <= 0) {
            throw new IllegalArgumentException("The register capacity must be positive");
        }
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("The factor must be positive");
        }
        if (readingMode == ReadingMode.CUMULATIVE && unit.isPower()) {
            throw new IllegalArgumentException("A register shows energy, not " + unit.label());
        }
        // Equal settings are equal, whatever the scale in which a database or a message brings their numbers.
        registerCapacity = Energy.canonical(registerCapacity);
        maximumPowerKw = Energy.canonical(maximumPowerKw);
        factor = Energy.canonical(factor);
    }

    /** Of a meter of what is used, whose register counts on for ever. */
    public MeterSettings(
            ReadingMode readingMode,
            IntervalStamp intervalStamp,
            EnergyUnit unit,
            BigDecimal registerCapacity,
            Duration expectedInterval,
            BigDecimal maximumPowerKw,
            BigDecimal factor) {
        this(
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                expectedInterval,
                maximumPowerKw,
                factor,
                AfterReset.NEW_STRETCH,
                Direction.CONSUMPTION);
    }

    /** Of a meter whose values count as they are. */
    public MeterSettings(
            ReadingMode readingMode,
            IntervalStamp intervalStamp,
            EnergyUnit unit,
            BigDecimal registerCapacity,
            Duration expectedInterval,
            BigDecimal maximumPowerKw) {
        this(readingMode, intervalStamp, unit, registerCapacity, expectedInterval, maximumPowerKw, BigDecimal.ONE);
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
        return new MeterSettings(
                readingMode,
                intervalStamp,
                unit,
                capacity,
                expectedInterval,
                maximumPowerKw,
                factor,
                afterReset,
                direction);
    }

    public MeterSettings withIntervalStamp(IntervalStamp stamp) {
        return new MeterSettings(
                readingMode,
                stamp,
                unit,
                registerCapacity,
                expectedInterval,
                maximumPowerKw,
                factor,
                afterReset,
                direction);
    }

    public MeterSettings withAfterReset(AfterReset after) {
        return new MeterSettings(
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                expectedInterval,
                maximumPowerKw,
                factor,
                after,
                direction);
    }

    public MeterSettings withDirection(Direction flows) {
        return new MeterSettings(
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                expectedInterval,
                maximumPowerKw,
                factor,
                afterReset,
                flows);
    }

    /** Whether a value below zero makes sense: of what was used less what was fed in. A register never shows one. */
    boolean mayBeNegative() {
        return readingMode == ReadingMode.INTERVAL && direction == Direction.NET;
    }

    /** The register's capacity in kWh, or null when unknown. */
    public BigDecimal capacityKwh() {
        return registerCapacity == null ? null : energy(registerCapacity, expectedInterval);
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
     * The hour in which that reading counts; of one that is shared out, the first of its hours.
     */
    Instant hourOf(Reading reading) {
        Instant start = startOf(reading);
        Instant hour = readingMode == ReadingMode.INTERVAL
                ? new IntervalSlots(this, Rulings.NONE).slot(reading, Duration.ofHours(1))
                : null;
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
        return isStampedLate() ? reading.at().minus(lengthOf(reading)) : reading.at();
    }

    /** The length of the interval that an interval value stands for: the one that it states, or else the device's. */
    Duration lengthOf(Reading reading) {
        return reading.stated() == null ? expectedInterval : reading.stated();
    }

    /**
     * The longest interval that a value can stand for.
     *
     * @param stated the longest that any has stated
     */
    Duration longestInterval(Duration stated) {
        return readingMode == ReadingMode.INTERVAL && stated.compareTo(expectedInterval) > 0
                ? stated
                : expectedInterval;
    }

    /**
     * How long after the instant in which it counts a reading is stamped at the most.
     *
     * @param stated the longest interval that any has stated
     */
    Duration lag(Duration stated) {
        return isStampedLate() ? longestInterval(stated) : Duration.ZERO;
    }

    private boolean isStampedLate() {
        return readingMode == ReadingMode.INTERVAL && intervalStamp == IntervalStamp.END;
    }

    /** A reading from what the meter has said, in its own unit. */
    public Reading reading(Instant at, Amount said) {
        Duration stated = readingMode == ReadingMode.INTERVAL ? said.interval() : null;
        return new Reading(at, energy(said.value(), lengthOf(said)), stated);
    }

    private Duration lengthOf(Amount said) {
        return said.interval() == null ? expectedInterval : said.interval();
    }

    /**
     * The energy in kWh that a value in the meter's own unit stands for.
     *
     * <p>A register is kept to {@value Energy#DECIMALS} decimals, rounded half to even: what it counts is the difference
     * of what is kept, so nothing is lost from one reading to the next. An interval value is exact, and of a mean power
     * right to {@value #DECIMALS_OF_POWER} decimals; it is the hour that is rounded, once.
     */
    private BigDecimal energy(BigDecimal valueInUnit, Duration interval) {
        BigDecimal kilo = kilo(valueInUnit);
        if (unit.isPower()) {
            return kilo.multiply(BigDecimal.valueOf(interval.toMillis()))
                    .divide(MILLIS_PER_HOUR, DECIMALS_OF_POWER, RoundingMode.HALF_EVEN);
        }
        return readingMode == ReadingMode.CUMULATIVE ? Energy.kept(kilo) : kilo;
    }

    /** In kWh, or for a power in kW; the factor is in it. */
    BigDecimal kilo(BigDecimal valueInUnit) {
        BigDecimal kilo = unit.toKilo(valueInUnit);
        // Most meters have none, and each of their readings comes by here.
        return factor.equals(BigDecimal.ONE) ? kilo : kilo.multiply(factor);
    }

    /**
     * The power that makes such a value of its interval, in kW.
     *
     * @param said in the meter's own unit
     */
    public BigDecimal powerKw(Amount said) {
        BigDecimal kilo = kilo(said.value()).abs();
        return unit.isPower()
                ? kilo
                : kilo.multiply(MILLIS_PER_HOUR)
                        .divide(BigDecimal.valueOf(lengthOf(said).toMillis()), MathContext.DECIMAL64);
    }

    /** Whether a value in the meter's own unit is more than this meter can plausibly make of its interval. */
    boolean isAboveMaximum(Amount said) {
        BigDecimal kilo = kilo(said.value()).abs();
        return unit.isPower()
                ? kilo.compareTo(maximumPowerKw) > 0
                : kilo.multiply(MILLIS_PER_HOUR)
                                .compareTo(maximumPowerKw.multiply(
                                        BigDecimal.valueOf(lengthOf(said).toMillis())))
                        > 0;
    }
}
