package energy.ems.signon;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/** What a provider says about somebody, as plain values: texts, booleans, numbers, lists and maps. */
final class Claims {

    private Claims() {}

    /** Null when there is none, or nothing in it. */
    static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).longValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
            case ARRAY -> ((JsonArray) value).stream().map(Claims::plain).toList();
            case OBJECT -> plain((JsonObject) value);
        };
    }

    private static Map<String, Object> plain(JsonObject object) {
        Map<String, Object> map = new HashMap<>();
        object.forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }
}
