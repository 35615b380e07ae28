package energy.ems.deviceevents;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a device is read, as device events tell of it. The choices are plain text, because each context has its own types
 * for them. What is left null takes its default.
 *
 * @param readingMode {@code INTERVAL} or {@code CUMULATIVE}
 * @param intervalStamp {@code START} or {@code END}
 * @param unit {@code kWh}, {@code Wh} or {@code MWh}; in interval mode also {@code kW} or {@code W}
 * @param registerCapacity in the device's unit, or null when unknown
 * @param expectedInterval the device's usual spacing of readings
 * @param factor by which every value is multiplied
 * @param maxPowerKw what no reading can plausibly exceed, in kW; null to be judged by the limit
 * @param afterReset {@code NEW_STRETCH} or {@code FROM_ZERO}
 * @param direction {@code CONSUMPTION}, {@code PRODUCTION} or {@code NET}
 */
public record SettingsState(
        String readingMode,
        String intervalStamp,
        String unit,
        BigDecimal registerCapacity,
        Duration expectedInterval,
        BigDecimal factor,
        BigDecimal maxPowerKw,
        String afterReset,
        String direction) {

    public static final Duration USUAL_INTERVAL = Duration.ofMinutes(10);

    public SettingsState {
        readingMode = readingMode == null ? "INTERVAL" : readingMode;
        intervalStamp = intervalStamp == null ? "START" : intervalStamp;
        unit = unit == null ? "kWh" : unit;
        registerCapacity = registerCapacity == null ? null : plain(registerCapacity);
        expectedInterval = expectedInterval == null ? USUAL_INTERVAL : expectedInterval;
        factor = factor == null ? BigDecimal.ONE : plain(factor);
        maxPowerKw = maxPowerKw == null ? null : plain(maxPowerKw);
        afterReset = afterReset == null ? "NEW_STRETCH" : afterReset;
        direction = direction == null ? "CONSUMPTION" : direction;
    }

    /** Settings of which nothing else was said. */
    public SettingsState(
            String readingMode,
            String intervalStamp,
            String unit,
            BigDecimal registerCapacity,
            Duration expectedInterval) {
        this(readingMode, intervalStamp, unit, registerCapacity, expectedInterval, null, null, null, null);
    }

    /** One form for equal numbers, so that equal settings are equal. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Of a device of which nothing else was said. */
    public static SettingsState usual() {
        return new SettingsState(null, null, null, null, null);
    }
}
