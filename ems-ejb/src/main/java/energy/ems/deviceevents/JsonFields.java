package energy.ems.deviceevents;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Set;

/** The fields of a device event: null when they are missing, refused when they are not what they should be. */
final class JsonFields {

    private static final int LONGEST_NUMBER = 40;

    private JsonFields() {}

    static String text(JsonObject json, String name, int longest) {
        return text(json, name, longest, false);
    }

    static String severalLines(JsonObject json, String name, int longest) {
        return text(json, name, longest, true);
    }

    private static String text(JsonObject json, String name, int longest, boolean severalLines) {
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
        if (DeviceBounds.hasUnwelcomeCharacters(text.getString(), severalLines)) {
            throw new IllegalArgumentException(name + " holds control characters");
        }
        return text.getString().isBlank() ? null : text.getString();
    }

    static String choice(JsonObject json, String name, Set<String> choices) {
        String text = text(json, name, 32);
        if (text == null) {
            return null;
        }
        return choices.stream()
                .filter(text::equalsIgnoreCase)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + choices));
    }

    /** False when it is missing. */
    static boolean flag(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value instanceof JsonString text
                ? !Set.of("true", "false").contains(text.getString())
                : !Set.of(JsonValue.NULL, JsonValue.TRUE, JsonValue.FALSE).contains(value)) {
            throw new IllegalArgumentException(name + " is neither true nor false");
        }
        return value == JsonValue.TRUE
                || value instanceof JsonString text && text.getString().equals("true");
    }

    static BigDecimal positive(JsonObject json, String name, BigDecimal largest) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        BigDecimal number = number(value, json, name);
        // BEWARE: compared before anything is computed, because 1e999999999 is short to write only.
        if (number.signum() <= 0 || number.compareTo(largest) > 0) {
            throw new IllegalArgumentException(name + " is not greater than 0 and at most " + largest.toPlainString());
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() > DeviceBounds.MOST_DECIMALS) {
            throw new IllegalArgumentException(name + " has more than " + DeviceBounds.MOST_DECIMALS + " decimals");
        }
        return number.scale() > DeviceBounds.MOST_DECIMALS ? shortest : number;
    }

    private static BigDecimal number(JsonValue value, JsonObject json, String name) {
        if (value instanceof JsonNumber plain) {
            return plain.bigDecimalValue();
        }
        String text = text(json, name, LONGEST_NUMBER);
        try {
            if (text != null) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number", e);
        }
        throw new IllegalArgumentException(name + " is not a number");
    }
}
