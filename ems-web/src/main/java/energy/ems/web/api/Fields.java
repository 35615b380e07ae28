package energy.ems.web.api;

import energy.ems.deviceevents.SettingsDates;
import energy.ems.web.security.ArrivingBodies;
import energy.ems.web.security.BodyLimit;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fields of a JSON body. Absent and null fields are null; unknown ones are ignored; a value of the wrong type is a
 * {@link BadRequest} that names the field.
 */
public record Fields(JsonObject json) {

    private static final int LONGEST_NUMBER = 100;

    /** @throws BadRequest when the body is not one JSON object and nothing else */
    public static Fields read(InputStream body) {
        try (JsonParser parser = Json.createParser(body)) {
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw new BadRequest("body", "must be a JSON object");
            }
            Fields fields = new Fields(parser.getObject());
            if (!parser.hasNext()) {
                return fields;
            }
        } catch (BadRequest known) {
            throw known;
        } catch (RuntimeException malformed) {
            // BEWARE: not JsonException only, because Parsson answers an endless nesting, an exponent beyond an int and
            // an empty body with exceptions of other kinds.
            if (malformed.getCause() instanceof BodyLimit.BodyTooLargeException
                    || malformed.getCause() instanceof ArrivingBodies.BodyTooSlowException) {
                throw malformed;
            }
        }
        throw new BadRequest("body", "is not valid JSON in UTF-8");
    }

    public boolean has(String name) {
        return json.containsKey(name);
    }

    public String text(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadRequest(name, "must be a string");
    }

    public String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw new BadRequest(name, "is required");
        }
        return text;
    }

    public BigDecimal decimal(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        // BEWARE: the scale is looked at before anything is computed, because 1e999999999 is short to write and its
        // plain
        // form fills the memory.
        try {
            BigDecimal number = numeral(value);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below.
        }
        throw new BadRequest(name, "must be a number");
    }

    private static BigDecimal numeral(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.bigDecimalValue();
        }
        if (value instanceof JsonString string && string.getString().length() <= LONGEST_NUMBER) {
            return new BigDecimal(string.getString().strip());
        }
        return null;
    }

    public boolean isNumber(String name) {
        return json.get(name) instanceof JsonNumber;
    }

    public List<String> texts(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
            return array.getValuesAs(JsonString::getString);
        }
        throw new BadRequest(name, "must be a list of strings");
    }

    public List<String> requiredTexts(String name) {
        List<String> texts = texts(name);
        if (texts == null) {
            throw new BadRequest(name, "is required");
        }
        return texts;
    }

    public List<Long> wholeNumbers(String name) {
        try {
            if (json.get(name) instanceof JsonArray array && array.stream().allMatch(JsonNumber.class::isInstance)) {
                return array.getValuesAs((JsonNumber number) -> number.longValueExact());
            }
        } catch (ArithmeticException fraction) {
            // Answered below.
        }
        throw new BadRequest(name, "must be a list of whole numbers");
    }

    /** A string or a number, as text. */
    public String scalar(String name) {
        return isNumber(name) ? wholeNumber(name).toString() : text(name);
    }

    public Long wholeNumber(String name) {
        BigDecimal number = decimal(name);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException fraction) {
            throw new BadRequest(name, "must be a whole number");
        }
    }

    public Boolean flag(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw new BadRequest(name, "must be true or false");
    }

    public Duration duration(String name) {
        String text = text(name);
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException notADuration) {
            throw new BadRequest(name, "must be an ISO 8601 duration like PT10M");
        }
    }

    /** An instant, or the word for the beginning of time. */
    public Instant validFrom(String name) {
        String text = text(name);
        if (text == null || text.strip().equalsIgnoreCase(SettingsDates.ALWAYS_WORD)) {
            return text == null ? null : SettingsDates.ALWAYS;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException notATime) {
            throw new BadRequest(name, "must be an instant like 2026-11-23T09:00:00Z, or ALWAYS");
        }
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        name,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }
}
