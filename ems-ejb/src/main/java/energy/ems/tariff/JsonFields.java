package energy.ems.tariff;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of a JSON object inside a document. What is wrong is told with the way to it, such as {@code
 * versions[0].rates[1].price}.
 */
record JsonFields(JsonObject json, String path) {

    private static final int LONGEST_NUMBER = 100;

    /** The name of a field as it is told. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return json.containsKey(name) && json.get(name) != JsonValue.NULL;
    }

    /** Null when it is not there. */
    String text(String name) {
        if (!has(name)) {
            return null;
        }
        if (json.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw malformed(name, "a string is expected");
    }

    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw new InvalidInputException(at(name), Rule.REQUIRED);
        }
        return text.strip();
    }

    /** Null when it is not there. */
    BigDecimal number(String name) {
        if (!has(name)) {
            return null;
        }
        // BEWARE: the scale is looked at before anything is computed, because 1e999999999 is short to write.
        if (json.get(name) instanceof JsonNumber number
                && Math.abs((long) number.bigDecimalValue().scale()) <= LONGEST_NUMBER) {
            return number.bigDecimalValue();
        }
        throw new InvalidInputException(at(name), Rule.NOT_A_NUMBER);
    }

    BigDecimal requiredNumber(String name) {
        BigDecimal number = number(name);
        if (number == null) {
            throw new InvalidInputException(at(name), Rule.REQUIRED);
        }
        return number;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (json.get(name) == JsonValue.TRUE || json.get(name) == JsonValue.FALSE) {
            return json.get(name) == JsonValue.TRUE;
        }
        throw malformed(name, "true or false is expected");
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(name, required(name), type);
    }

    private <E extends Enum<E>> E choice(String name, String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        at(name),
                        Rule.NOT_ONE_OF,
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** @param what what is expected, for people */
    <T> T parsed(String name, String what, Function<String, T> parse) {
        try {
            return parse.apply(required(name));
        } catch (DateTimeException | IllegalArgumentException notSuch) {
            throw malformed(name, what + " is expected");
        }
    }

    /** The objects of a list; none when it is not there. */
    <T> List<T> list(String name, Function<JsonFields, T> read) {
        List<T> items = new ArrayList<>();
        JsonArray array = array(name);
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject object)) {
                throw malformed(name, "a list of objects is expected");
            }
            items.add(read.apply(new JsonFields(object, at(name) + "[" + i + "]")));
        }
        return items;
    }

    /** The words of a list. */
    <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        return array(name).stream()
                .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
                .map(word -> choice(name, word, type))
                .toList();
    }

    List<Integer> wholeNumbers(String name, int least, int most) {
        return array(name).stream()
                .map(value -> {
                    if (value instanceof JsonNumber number
                            && number.isIntegral()
                            && number.bigDecimalValue().precision() < 9
                            && number.intValue() >= least
                            && number.intValue() <= most) {
                        return number.intValue();
                    }
                    throw malformed(name, "numbers from " + least + " to " + most + " are expected");
                })
                .toList();
    }

    private JsonArray array(String name) {
        if (!has(name)) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        if (json.get(name) instanceof JsonArray array) {
            return array;
        }
        throw malformed(name, "a list is expected");
    }

    private InvalidInputException malformed(String name, String why) {
        return new InvalidInputException(at(name), Rule.MALFORMED, why);
    }
}
