package energy.ems.deviceevents;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Device events as JSON, in both directions. Reading is lenient about what is missing, because other programs publish
 * device events too, and strict about what is there.
 */
public final class DeviceEventJson {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,63}");
    private static final Set<String> TYPES = Set.of("DEVICE_CREATED", "DEVICE_UPDATED", "DEVICE_DELETED");
    private static final int LARGEST_EVENT = 1 << 20;
    private static final int LONGEST_EVENT_ID = 200;
    private static final int LONGEST_TIME = 64;

    private DeviceEventJson() {}

    public static byte[] write(DeviceEvent event) {
        return JSON.createObjectBuilder()
                .add("event_id", event.eventId())
                .add("type", event.type().name())
                .add("version", event.version())
                .add("occurred_at", event.occurredAt().toString())
                .add("device", device(event.device()))
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObjectBuilder device(DeviceState device) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        json.add("id", device.id());
        json.add("name", device.name());
        add(json, "description", device.description());
        add(json, "address", device.address());
        add(json, "owner", device.owner());
        add(json, "max_hourly_kwh", device.maxHourlyKwh());
        add(json, "place", device.place().path());
        json.add("main_meter", device.place().mainMeter());
        SettingsJson.add(json, device.settings());
        if (device.settingsFrom() != null) {
            json.add("settings_valid_from", SettingsDates.text(device.settingsFrom()));
        }
        if (device.formerSettings() != null) {
            json.add("former_settings", SettingsJson.array(device.formerSettings()));
        }
        return json;
    }

    private static void add(JsonObjectBuilder json, String name, String value) {
        json.add(name, value == null ? JsonValue.NULL : JSON.createValue(value));
    }

    private static void add(JsonObjectBuilder json, String name, BigDecimal value) {
        json.add(name, value == null ? JsonValue.NULL : JSON.createValue(value));
    }

    /**
     * @param receivedAt stands in for a missing {@code occurred_at}
     * @throws IllegalArgumentException with the reason, when the bytes are not a device event; there is no other way to
     *     fail
     */
    public static DeviceEvent read(byte[] json, Instant receivedAt) {
        if (json.length > LARGEST_EVENT) {
            throw new IllegalArgumentException(
                    "message of " + json.length + " bytes, at most " + LARGEST_EVENT + " are read");
        }
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(json))) {
            JsonObject event = reader.readObject();
            if (!(event.get("device") instanceof JsonObject device)) {
                throw new IllegalArgumentException("device is missing");
            }
            String eventId = JsonFields.text(event, "event_id", LONGEST_EVENT_ID);
            return new DeviceEvent(
                    eventId == null ? UUID.randomUUID().toString() : eventId,
                    type(event),
                    version(event),
                    occurredAt(event, receivedAt),
                    state(device, receivedAt));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number is beyond measure", e);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // BEWARE: the reader answers what it dislikes with exceptions of many kinds, deep nesting and huge numbers
            // among them. What got away here would be taken for trouble of this server and come again for ever.
            throw new IllegalArgumentException("not a device event: " + e.getMessage(), e);
        }
    }

    private static DeviceEvent.Type type(JsonObject event) {
        String type = JsonFields.choice(event, "type", TYPES);
        if (type == null) {
            throw new IllegalArgumentException("type is missing");
        }
        return DeviceEvent.Type.valueOf(type);
    }

    private static long version(JsonObject event) {
        try {
            if (event.get("version") instanceof JsonNumber number) {
                return number.bigDecimalValue().longValueExact();
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("version is not a whole number", e);
        }
        throw new IllegalArgumentException("version is missing or not a whole number");
    }

    private static Instant occurredAt(JsonObject event, Instant receivedAt) {
        JsonValue value = event.getOrDefault("occurred_at", JsonValue.NULL);
        try {
            if (value instanceof JsonNumber millis) {
                return Instant.ofEpochMilli(millis.longValueExact());
            }
            String text = JsonFields.text(event, "occurred_at", LONGEST_TIME);
            return text == null ? receivedAt : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("occurred_at is not a time", e);
        }
    }

    private static DevicePlace place(JsonObject device) {
        DevicePlace place = new DevicePlace(
                JsonFields.text(device, "place", DevicePlace.LONGEST), JsonFields.flag(device, "main_meter"));
        if (place.path() != null && !DevicePlace.isPath(place.path())) {
            throw new IllegalArgumentException("place has an empty name between its slashes");
        }
        return place;
    }

    private static DeviceState state(JsonObject device, Instant receivedAt) {
        boolean isNumber = device.get("id") instanceof JsonNumber;
        String id = isNumber ? device.get("id").toString() : JsonFields.text(device, "id", 64);
        if (id == null
                || !(isNumber ? WHOLE_NUMBER : DeviceBounds.ID).matcher(id).matches()) {
            throw new IllegalArgumentException("device.id is missing or not 1 to 64 letters, digits, . _ : -");
        }
        return new DeviceState(
                id,
                JsonFields.text(device, "name", DeviceBounds.LONGEST_NAME),
                JsonFields.severalLines(device, "description", DeviceBounds.LONGEST_DESCRIPTION),
                JsonFields.severalLines(device, "address", DeviceBounds.LONGEST_ADDRESS),
                JsonFields.text(device, "owner", DeviceBounds.LONGEST_OWNER),
                JsonFields.positive(device, "max_hourly_kwh", DeviceBounds.LARGEST_LIMIT),
                place(device),
                SettingsJson.settings(device),
                SettingsJson.validFrom(device, receivedAt),
                SettingsJson.former(device));
    }
}
