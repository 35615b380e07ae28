package energy.ems.deviceevents;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A device as device events tell of it. The three last choices are plain text, because each context has its own types
 * for them.
 *
 * @param id 1 to 64 letters, digits, {@code . _ : -}
 * @param owner user name, or null
 * @param maxHourlyKwh the limit in kWh for an hour, or null for none
 * @param readingMode {@code INTERVAL} or {@code CUMULATIVE}
 * @param intervalStamp {@code START} or {@code END}
 * @param unit {@code kWh} or {@code Wh}
 * @param registerCapacity in the device's unit, or null when unknown
 * @param expectedInterval the device's usual spacing of readings
 */
public record DeviceState(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        String readingMode,
        String intervalStamp,
        String unit,
        BigDecimal registerCapacity,
        Duration expectedInterval) {

    public static final Duration USUAL_INTERVAL = Duration.ofMinutes(10);

    public DeviceState {
        Objects.requireNonNull(id, "id");
        name = name == null ? id : name;
        readingMode = readingMode == null ? "INTERVAL" : readingMode;
        intervalStamp = intervalStamp == null ? "START" : intervalStamp;
        unit = unit == null ? "kWh" : unit;
        expectedInterval = expectedInterval == null ? USUAL_INTERVAL : expectedInterval;
    }

    /**
     * A fingerprint of all that monitoring keeps of a device (so not of description and address). Equal numbers give
     * equal fingerprints whatever their scale.
     */
    public String checksum() {
        String canonical = String.join(
                "\u0000",
                id,
                name,
                text(owner),
                number(maxHourlyKwh),
                readingMode,
                intervalStamp,
                unit,
                number(registerCapacity),
                expectedInterval.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String text(String value) {
        return value == null ? "\u0001" : value;
    }

    private static String number(BigDecimal value) {
        return value == null ? "\u0001" : value.stripTrailingZeros().toPlainString();
    }
}
