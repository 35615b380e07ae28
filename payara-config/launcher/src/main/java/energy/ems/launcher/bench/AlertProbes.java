package energy.ems.launcher.bench;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Readings that pass their meter's limit, each of a meter of its own, and how long it takes from publishing one until its
 * alert comes as a frame of a WebSocket. Both ends are in this process, so that one clock measures.
 */
final class AlertProbes implements WebSocket.Listener {

    private static final BigDecimal LIMIT_KWH = new BigDecimal("0.5");

    private final String prefix = "bench-alert-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final List<Double> milliseconds = new ArrayList<>();
    private final StringBuilder frame = new StringBuilder();
    private final int size;
    private int next;

    AlertProbes(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /** Has monitoring know the meters. */
    void announce(Run run) throws Exception {
        run.step("Announcing " + size + " meters that pass their limit", () -> {
            run.announce(events("DEVICE_CREATED", 1));
            run.system().awaitMonitored(prefix, size);
            return null;
        });
    }

    void takeAway(Run run) throws Exception {
        run.announce(events("DEVICE_DELETED", 2));
    }

    private List<DeviceEvent> events(String type, int version) {
        List<DeviceEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new DeviceEvent(type, version, prefix + i, Fleet.Mode.INTERVAL, LIMIT_KWH));
        }
        return events;
    }

    void send(Publisher publisher) {
        String device = prefix + next++;
        // Far over the limit, so that it is whichever part of the interval lies in the running hour; and no more than
        // such
        // a meter can have used, or it waits in quarantine.
        byte[] body = "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": 10}"
                .formatted(Instant.now().toEpochMilli(), device)
                .getBytes(StandardCharsets.UTF_8);
        sent.put(device, System.nanoTime());
        publisher.send("", BenchedSystem.MEASUREMENTS, body);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            arrived(frame.toString(), System.nanoTime());
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    /** The first alert of a probe counts, whatever follows; those of others are not looked at. */
    private void arrived(String alert, long now) {
        try (JsonReader reader = Json.createReader(new StringReader(alert))) {
            JsonObject json = reader.readObject();
            Long moment = sent.remove(json.isNull("device_id") ? "" : json.getString("device_id", ""));
            if (moment != null) {
                synchronized (milliseconds) {
                    milliseconds.add((now - moment) / (double) TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        } catch (JsonException | NullPointerException noAlert) {
            // Another frame than an alert says nothing of a probe.
        }
    }

    void awaitAll(Duration patience) throws Exception {
        Pause.until(sent.size() + " alerts", patience, Duration.ofMillis(1), sent::isEmpty);
    }

    int arrived() {
        synchronized (milliseconds) {
            return milliseconds.size();
        }
    }

    List<Result> results(String name, String note) {
        List<Double> all;
        synchronized (milliseconds) {
            all = List.copyOf(milliseconds);
        }
        return List.of(
                Result.of(name + ": median", Statistics.median(all), "ms").noting(note),
                Result.of(name + ": p99", Statistics.percentile(all, 99), "ms"),
                Result.of(name + ": max", Statistics.percentile(all, 100), "ms"));
    }
}
