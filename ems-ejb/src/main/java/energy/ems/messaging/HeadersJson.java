package energy.ems.messaging;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.stream.Collectors;

/** Message headers as they are kept in the outbox. */
final class HeadersJson {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private HeadersJson() {}

    static String write(Map<String, String> headers) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        headers.forEach(json::add);
        return json.build().toString();
    }

    static Map<String, String> read(String json) {
        if (json == null) {
            return Map.of();
        }
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            return object.keySet().stream().collect(Collectors.toMap(key -> key, object::getString));
        }
    }
}
