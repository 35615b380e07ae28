package energy.ems.acceptance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The REST API with one user's name and password. */
final class Api {

    /** A status and its JSON body; empty when there was none. */
    record Answer(int status, JsonObject body) {}

    private final URI root;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param portal the address of the portal, ending in {@code /ems/} */
    Api(URI portal, String username, String password) {
        this.root = portal.resolve("api/v1/");
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, JsonObject body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer put(String path, JsonObject body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** Stores a list of devices, all or none. */
    Answer importDevices(String csv) {
        return send(request("devices/import?apply=true")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    /** Sends a file of readings of the past, to be looked at. */
    Answer sendReadings(String deviceId, String csv) {
        return send(request("devices/" + deviceId + "/imports?file_name=history.csv")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    /** Whether monitoring has heard of this device as it is now; for an administrator. */
    boolean isMonitored(String deviceId) {
        JsonObject report =
                post("synchronisation/compare", JsonObject.EMPTY_JSON_OBJECT).body();
        return report.getJsonArray("drifts").getValuesAs(JsonObject.class).stream()
                .noneMatch(drift -> drift.getString("device_id").equals(deviceId));
    }

    /** The hours of a device in UTC. */
    List<JsonObject> hours(String deviceId, Instant from, Instant to) {
        Answer answer = get("devices/" + deviceId + "/consumption?resolution=hour&zone=UTC&from=" + encode(from)
                + "&to=" + encode(to));
        if (answer.status() != 200) {
            throw new AssertionError("consumption of " + deviceId + " answered " + answer);
        }
        return answer.body().getJsonArray("buckets").getValuesAs(JsonObject.class);
    }

    /** A file, whatever it is made of. */
    HttpResponse<byte[]> file(String path, String accepted) {
        HttpRequest.Builder request = plain(path).header("Accept", accepted).GET();
        return exchange(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return plain(path).header("Accept", "application/json");
    }

    private HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), json(response.body()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader) {
        try {
            return http.send(request.build(), reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String encode(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }
}
