package energy.ems.deviceevents;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a device is and was read, as JSON: in device events, and where either side keeps what was before. Both sides keep
 * it in the row of their device, where it is read with the row.
 */
public final class SettingsJson {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final int LONGEST_TIME = 64;
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private SettingsJson() {}

    /** The text that {@link #parse} reads; null for nothing. */
    public static String format(List<FormerSettings> former) {
        return former.isEmpty() ? null : array(former).build().toString();
    }

    /** @param text null for nothing */
    public static List<FormerSettings> parse(String text) {
        if (text == null) {
            return List.of();
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return former(reader.readArray());
        }
    }

    static JsonArrayBuilder array(List<FormerSettings> former) {
        JsonArrayBuilder all = JSON.createArrayBuilder();
        former.forEach(each -> all.add(add(
                JSON.createObjectBuilder().add("valid_from", SettingsDates.text(each.validFrom())), each.settings())));
        return all;
    }

    static JsonObjectBuilder add(JsonObjectBuilder json, SettingsState settings) {
        return json.add("reading_mode", settings.readingMode())
                .add("interval_stamp", settings.intervalStamp())
                .add("unit", settings.unit())
                .add("register_capacity", number(settings.registerCapacity()))
                .add("expected_interval", settings.expectedInterval().toString())
                .add("factor", settings.factor())
                .add("max_power_kw", number(settings.maxPowerKw()))
                .add("after_reset", settings.afterReset())
                .add("direction", settings.direction());
    }

    private static JsonValue number(BigDecimal value) {
        return value == null ? JsonValue.NULL : JSON.createValue(value);
    }

    static SettingsState settings(JsonObject device) {
        SettingsState settings = new SettingsState(
                JsonFields.choice(device, "reading_mode", Set.of("INTERVAL", "CUMULATIVE")),
                JsonFields.choice(device, "interval_stamp", Set.of("START", "END")),
                JsonFields.choice(device, "unit", DeviceBounds.UNITS),
                JsonFields.positive(device, "register_capacity", DeviceBounds.LARGEST_CAPACITY),
                interval(device),
                JsonFields.positive(device, "factor", DeviceBounds.LARGEST_FACTOR),
                JsonFields.positive(device, "max_power_kw", DeviceBounds.LARGEST_POWER),
                JsonFields.choice(device, "after_reset", Set.of("NEW_STRETCH", "FROM_ZERO")),
                JsonFields.choice(device, "direction", Set.of("CONSUMPTION", "PRODUCTION", "NET")));
        if (!DeviceBounds.fits(settings.readingMode(), settings.unit())) {
            throw new IllegalArgumentException(
                    "unit is " + settings.unit() + ", a power, and a CUMULATIVE device shows energy");
        }
        return settings;
    }

    /** Since when the settings of a device count; null when it is not said. */
    static Instant validFrom(JsonObject device, Instant receivedAt) {
        Instant from = date(device, "settings_valid_from");
        if (from != null && from.isAfter(receivedAt.plus(CLOCKS_APART))) {
            throw new IllegalArgumentException("settings_valid_from lies in the future");
        }
        return from;
    }

    /** How a device was read before; null when it is not said. */
    static List<FormerSettings> former(JsonObject device) {
        JsonValue former = device.getOrDefault("former_settings", JsonValue.NULL);
        if (former == JsonValue.NULL) {
            return null;
        }
        if (!(former instanceof JsonArray array) || array.size() > SettingsDates.MOST) {
            throw new IllegalArgumentException(
                    "former_settings is not a list of at most " + SettingsDates.MOST + " settings");
        }
        List<FormerSettings> all = former(array);
        Instant present = date(device, "settings_valid_from");
        if (!all.isEmpty()
                && (present == null || !all.get(all.size() - 1).validFrom().isBefore(present))) {
            throw new IllegalArgumentException("former_settings do not lie before settings_valid_from");
        }
        return all;
    }

    private static List<FormerSettings> former(JsonArray array) {
        List<FormerSettings> all = new ArrayList<>();
        for (JsonValue each : array) {
            if (!(each instanceof JsonObject settings)) {
                throw new IllegalArgumentException("former_settings are not settings");
            }
            Instant from = date(settings, "valid_from");
            if (from == null
                    || !all.isEmpty() && !all.get(all.size() - 1).validFrom().isBefore(from)) {
                throw new IllegalArgumentException("valid_from is missing or out of order");
            }
            all.add(new FormerSettings(from, settings(settings)));
        }
        return all;
    }

    private static Instant date(JsonObject json, String name) {
        String text = JsonFields.text(json, name, LONGEST_TIME);
        if (text == null || text.equalsIgnoreCase(SettingsDates.ALWAYS_WORD)) {
            return text == null ? null : SettingsDates.ALWAYS;
        }
        try {
            Instant date = OffsetDateTime.parse(text).toInstant();
            if (!date.isBefore(DeviceBounds.EARLIEST_SETTINGS)) {
                return Instant.ofEpochMilli(date.toEpochMilli());
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(name + " is neither a time nor ALWAYS", e);
        }
        throw new IllegalArgumentException(name + " lies before " + DeviceBounds.EARLIEST_SETTINGS);
    }

    private static Duration interval(JsonObject device) {
        String text = JsonFields.text(device, "expected_interval", 64);
        try {
            Duration interval = text == null ? null : Duration.parse(text);
            if (interval == null
                    || (interval.compareTo(DeviceBounds.SHORTEST_INTERVAL) >= 0
                            && interval.compareTo(DeviceBounds.LONGEST_INTERVAL) <= 0)) {
                return interval;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected_interval is not an ISO-8601 duration", e);
        }
        throw new IllegalArgumentException(
                "expected_interval is not from " + DeviceBounds.SHORTEST_INTERVAL + " to P31D");
    }
}
