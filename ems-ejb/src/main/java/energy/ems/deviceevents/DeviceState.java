package energy.ems.deviceevents;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A device as device events tell of it.
 *
 * @param id 1 to 64 letters, digits, {@code . _ : -}
 * @param name the id when it has none
 * @param owner user name, or null
 * @param maxHourlyKwh the limit in kWh for an hour, or null for none
 * @param place where it stands; null for nowhere
 * @param settings how it is read; null for the usual
 * @param settingsFrom since when it is read so; null when nothing is said of it, which means since the event
 * @param formerSettings how it was read before, ascending; null when nothing is said of it, which leaves what is known
 */
public record DeviceState(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        DevicePlace place,
        SettingsState settings,
        Instant settingsFrom,
        List<FormerSettings> formerSettings) {

    public DeviceState {
        Objects.requireNonNull(id, "id");
        name = name == null ? id : name;
        // What measures all of nowhere measures itself.
        place = place == null || place.path() == null ? DevicePlace.NOWHERE : place;
        settings = settings == null ? SettingsState.usual() : settings;
        formerSettings = formerSettings == null ? null : List.copyOf(formerSettings);
    }

    /** A device that stands nowhere. */
    public DeviceState(
            String id,
            String name,
            String description,
            String address,
            String owner,
            BigDecimal maxHourlyKwh,
            SettingsState settings,
            Instant settingsFrom,
            List<FormerSettings> formerSettings) {
        this(id, name, description, address, owner, maxHourlyKwh, null, settings, settingsFrom, formerSettings);
    }

    /** A device of which is not said since when it is read so. */
    public DeviceState(
            String id,
            String name,
            String description,
            String address,
            String owner,
            BigDecimal maxHourlyKwh,
            SettingsState settings) {
        this(id, name, description, address, owner, maxHourlyKwh, settings, null, null);
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
                "\u0000", id, name, text(owner), number(maxHourlyKwh), text(settings) + formerly() + where());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Nothing while there was nothing else: then the fingerprint is the one of a release that knew no dates. */
    private String formerly() {
        if (formerSettings == null || formerSettings.isEmpty()) {
            return "";
        }
        String former = formerSettings.stream()
                .map(each -> String.join("\u0000", SettingsDates.text(each.validFrom()), text(each.settings())))
                .collect(Collectors.joining("\u0000"));
        return String.join("\u0000", "", settingsFrom == null ? "\u0001" : SettingsDates.text(settingsFrom), former);
    }

    /** Nothing while it stands nowhere: then the fingerprint is the one of a release that knew no places. */
    private String where() {
        return place.path() == null ? "" : "\u0000place " + place.path() + (place.mainMeter() ? "\u0000main" : "");
    }

    private static String text(SettingsState settings) {
        return String.join(
                "\u0000",
                settings.readingMode(),
                settings.intervalStamp(),
                settings.unit(),
                number(settings.registerCapacity()),
                settings.expectedInterval().toString() + further(settings));
    }

    /** Nothing for what is as usual: then the fingerprint is the one of a release that knew nothing of it. */
    private static String further(SettingsState settings) {
        StringBuilder further = new StringBuilder();
        if (!settings.factor().equals(BigDecimal.ONE)) {
            further.append("\u0000factor ").append(number(settings.factor()));
        }
        if (settings.maxPowerKw() != null) {
            further.append("\u0000power ").append(number(settings.maxPowerKw()));
        }
        if (!settings.afterReset().equals("NEW_STRETCH")) {
            further.append("\u0000after ").append(settings.afterReset());
        }
        if (!settings.direction().equals("CONSUMPTION")) {
            further.append("\u0000direction ").append(settings.direction());
        }
        return further.toString();
    }

    private static String text(String value) {
        return value == null ? "\u0001" : value;
    }

    private static String number(BigDecimal value) {
        return value == null ? "\u0001" : value.stripTrailingZeros().toPlainString();
    }
}
