package energy.ems.messaging;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
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

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Set<String> TYPES = Set.of("DEVICE_CREATED", "DEVICE_UPDATED", "DEVICE_DELETED");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_OWNER = 64;
    private static final BigDecimal LARGEST_NUMBER = new BigDecimal("1e15");
    private static final int MOST_DIGITS = 40;

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
        json.add("reading_mode", device.readingMode());
        json.add("interval_stamp", device.intervalStamp());
        json.add("unit", device.unit());
        add(json, "register_capacity", device.registerCapacity());
        json.add("expected_interval", device.expectedInterval().toString());
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
     * @throws IllegalArgumentException with the reason, when the bytes are not a device event
     */
    public static DeviceEvent read(byte[] json, Instant receivedAt) {
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(json))) {
            JsonObject event = reader.readObject();
            if (!(event.get("device") instanceof JsonObject device)) {
                throw new IllegalArgumentException("device is missing");
            }
            String eventId = text(event, "event_id", LONGEST_NAME);
            return new DeviceEvent(
                    eventId == null ? UUID.randomUUID().toString() : eventId,
                    type(event),
                    version(event),
                    occurredAt(event, receivedAt),
                    state(device));
        } catch (JsonException | ArithmeticException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not a device event: " + e.getMessage(), e);
        }
    }

    private static DeviceEvent.Type type(JsonObject event) {
        String type = choice(event, "type", TYPES);
        if (type == null) {
            throw new IllegalArgumentException("type is missing");
        }
        return DeviceEvent.Type.valueOf(type);
    }

    private static long version(JsonObject event) {
        if (event.get("version") instanceof JsonNumber number && number.isIntegral()) {
            return number.bigIntegerValue().longValueExact();
        }
        throw new IllegalArgumentException("version is missing or not a whole number");
    }

    private static Instant occurredAt(JsonObject event, Instant receivedAt) {
        JsonValue value = event.getOrDefault("occurred_at", JsonValue.NULL);
        try {
            if (value instanceof JsonNumber millis) {
                return Instant.ofEpochMilli(millis.longValueExact());
            }
            if (value instanceof JsonString text) {
                return OffsetDateTime.parse(text.getString()).toInstant();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("occurred_at is not a time: " + value, e);
        }
        return receivedAt;
    }

    private static DeviceState state(JsonObject device) {
        String id = device.get("id") instanceof JsonNumber number ? number.toString() : text(device, "id", 64);
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("device.id is missing or not 1 to 64 letters, digits, . _ : -");
        }
        return new DeviceState(
                id,
                text(device, "name", LONGEST_NAME),
                text(device, "description", 2000),
                text(device, "address", 300),
                text(device, "owner", LONGEST_OWNER),
                positive(device, "max_hourly_kwh"),
                choice(device, "reading_mode", Set.of("INTERVAL", "CUMULATIVE")),
                choice(device, "interval_stamp", Set.of("START", "END")),
                choice(device, "unit", Set.of("kWh", "Wh")),
                positive(device, "register_capacity"),
                interval(device));
    }

    private static String text(JsonObject json, String name, int longest) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString text)) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        if (text.getString().length() > longest) {
            throw new IllegalArgumentException(name + " is longer than " + longest + " characters");
        }
        return text.getString().isBlank() ? null : text.getString();
    }

    private static String choice(JsonObject json, String name, Set<String> choices) {
        String text = text(json, name, 32);
        if (text == null) {
            return null;
        }
        return choices.stream()
                .filter(text::equalsIgnoreCase)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + choices));
    }

    private static BigDecimal positive(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        try {
            BigDecimal number = value instanceof JsonNumber plain
                    ? plain.bigDecimalValue()
                    : new BigDecimal(text(json, name, MOST_DIGITS));
            if (number.signum() > 0 && number.compareTo(LARGEST_NUMBER) < 0 && number.scale() <= MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException(name + " is not a number", e);
        }
        throw new IllegalArgumentException(name + " is not greater than zero or beyond measure");
    }

    private static Duration interval(JsonObject device) {
        String text = text(device, "expected_interval", 64);
        try {
            Duration interval = text == null ? null : Duration.parse(text);
            if (interval == null || (!interval.isNegative() && !interval.isZero())) {
                return interval;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected_interval is not an ISO-8601 duration: " + text, e);
        }
        throw new IllegalArgumentException("expected_interval is not positive: " + text);
    }
}
