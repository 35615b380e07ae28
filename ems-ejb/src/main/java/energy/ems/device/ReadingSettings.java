package energy.ems.device;

import energy.ems.deviceevents.SettingsState;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a device is read: what its values mean and how often they come. What is left null takes its default.
 *
 * @param registerCapacity where a cumulative register rolls over, in the device's unit, or null when unknown
 * @param unit kW and W are the mean power of an interval, and no register shows them
 * @param expectedInterval the usual spacing of readings; in interval mode also the length of an interval
 * @param factor by which every value is multiplied, for instance the ratio of the current transformers before the meter
 * @param maxPowerKw what no reading can plausibly exceed, in kW; null to be judged by the limit
 * @param afterReset what a register's drop means
 * @param direction which way the energy flows; of a net, interval values may be negative
 */
public record ReadingSettings(
        ReadingMode readingMode,
        IntervalStamp intervalStamp,
        EnergyUnit unit,
        BigDecimal registerCapacity,
        Duration expectedInterval,
        BigDecimal factor,
        BigDecimal maxPowerKw,
        AfterReset afterReset,
        Direction direction) {

    public ReadingSettings {
        readingMode = readingMode == null ? ReadingMode.INTERVAL : readingMode;
        intervalStamp = intervalStamp == null ? IntervalStamp.START : intervalStamp;
        unit = unit == null ? EnergyUnit.KWH : unit;
        expectedInterval = expectedInterval == null ? SettingsState.USUAL_INTERVAL : expectedInterval;
        factor = factor == null ? BigDecimal.ONE : factor;
        afterReset = afterReset == null ? AfterReset.NEW_STRETCH : afterReset;
        direction = direction == null ? Direction.CONSUMPTION : direction;
    }

    /** Settings of which nothing else was said. */
    public ReadingSettings(
            ReadingMode readingMode,
            IntervalStamp intervalStamp,
            EnergyUnit unit,
            BigDecimal registerCapacity,
            Duration expectedInterval) {
        this(readingMode, intervalStamp, unit, registerCapacity, expectedInterval, null, null, null, null);
    }

    /** Of a device of which nothing else was said: interval values in kWh, stamped at the start, every ten minutes. */
    public static ReadingSettings usual() {
        return new ReadingSettings(null, null, null, null, null);
    }

    /** The same with another maximum, in kW; null to be judged by the limit. */
    public ReadingSettings withMaxPowerKw(BigDecimal kilowatts) {
        return new ReadingSettings(
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                expectedInterval,
                factor,
                kilowatts,
                afterReset,
                direction);
    }

    /** For device events. */
    SettingsState state() {
        return new SettingsState(
                readingMode.name(),
                intervalStamp.name(),
                unit.symbol(),
                registerCapacity,
                expectedInterval,
                factor,
                maxPowerKw,
                afterReset.name(),
                direction.name());
    }
}
