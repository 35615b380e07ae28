package energy.ems.deviceevents;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A device as device events tell of it.
 *
 * @param id 1 to 64 letters, digits, {@code . _ : -}
 * @param name the id when it has none
 * @param owner user name, or null
 * @param maxHourlyKwh the limit in kWh for an hour, or null for none
 * @param settings how it is read; null for the usual
 */
public record DeviceState(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        SettingsState settings) {

    public DeviceState {
        Objects.requireNonNull(id, "id");
        name = name == null ? id : name;
        settings = settings == null ? SettingsState.usual() : settings;
    }

    /** A device of which nothing else is told. */
    public static DeviceState named(String id) {
        return new DeviceState(id, null, null, null, null, null, null);
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
                settings.readingMode(),
                settings.intervalStamp(),
                settings.unit(),
                number(settings.registerCapacity()),
                settings.expectedInterval().toString());
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
