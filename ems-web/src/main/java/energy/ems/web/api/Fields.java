package energy.ems.web.api;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The fields of a JSON body. Absent and null fields are null; unknown ones are ignored; a value of the wrong type is a
 * {@link BadRequest} that names the field.
 */
record Fields(JsonObject json) {

    private static final int LONGEST_NUMBER = 60;

    static Fields of(JsonObject body) {
        if (body == null) {
            throw new BadRequest("body", "must be a JSON object");
        }
        return new Fields(body);
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    String text(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadRequest(name, "must be a string");
    }

    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw new BadRequest(name, "is required");
        }
        return text;
    }

    BigDecimal decimal(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        // BEWARE: no bigDecimalValue() before the length is known, because 1e999999999 is short to write and its plain
        // form fills the memory.
        String text = value instanceof JsonNumber || value instanceof JsonString
                ? value instanceof JsonString string ? string.getString().strip() : value.toString()
                : "";
        try {
            BigDecimal number = text.length() <= LONGEST_NUMBER ? new BigDecimal(text) : null;
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below.
        }
        throw new BadRequest(name, "must be a number");
    }

    Long wholeNumber(String name) {
        BigDecimal number = decimal(name);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException fraction) {
            throw new BadRequest(name, "must be a whole number");
        }
    }

    Boolean flag(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw new BadRequest(name, "must be true or false");
    }

    Duration duration(String name) {
        String text = text(name);
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException notADuration) {
            throw new BadRequest(name, "must be an ISO 8601 duration like PT10M");
        }
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
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
