package energy.ems.launcher.bench;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Readings that pass their meter's limit, each of a meter of its own, and how long it takes from publishing one until its
 * alert comes as a frame of a WebSocket. Both ends are in this process, so that one clock measures. Where the connection
 * ends meanwhile, the time until it is there again is measured as well.
 */
final class AlertProbes implements AutoCloseable {

    private static final BigDecimal LIMIT_KWH = new BigDecimal("0.5");
    /**
     * Far over the limit, so that it is whichever part of the interval lies in the running hour; and no more than such a
     * meter can have used, or the reading waits in quarantine.
     */
    private static final String KWH = "10";

    private final Run run;
    private final int size;
    private final String prefix = "bench-alert-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final List<Double> milliseconds = new ArrayList<>();
    private final AlertStream stream;
    private int next;

    /** Has monitoring know the meters, and listens from then on. */
    AlertProbes(Run run, PortalSession session, int size) throws IOException, SQLException {
        this.run = run;
        this.size = size;
        stream = new AlertStream(session, run.system().newestAlert(), this::arrived);
        run.step("Announcing " + size + " meters that pass their limit", () -> {
            run.announce(events("DEVICE_CREATED", 1));
            run.system().awaitMonitored(prefix, size);
            return null;
        });
        stream.connect();
    }

    private List<DeviceEvent> events(String type, int version) {
        List<DeviceEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new DeviceEvent(type, version, prefix + i, Fleet.Mode.INTERVAL, LIMIT_KWH));
        }
        return events;
    }

    void send(Publisher publisher) {
        stream.keepAlive();
        String device = prefix + next++;
        byte[] body = "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": %s}"
                .formatted(Instant.now().toEpochMilli(), device, KWH)
                .getBytes(StandardCharsets.UTF_8);
        sent.put(device, System.nanoTime());
        publisher.send("", BenchedSystem.MEASUREMENTS, body);
    }

    /** The first alert of a probe counts, whatever follows; those of others are not looked at. */
    private void arrived(JsonObject alert, long now) {
        Long moment = alert.get("device_id") instanceof JsonString device ? sent.remove(device.getString()) : null;
        if (moment != null) {
            synchronized (milliseconds) {
                milliseconds.add((now - moment) / (double) TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    void awaitAll(Duration patience) throws Exception {
        Pause.until("the alerts of " + size + " meters", patience, Duration.ofMillis(1), () -> {
            stream.keepAlive();
            return sent.isEmpty();
        });
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
        String ended = stream.ended().isEmpty() ? "" : "; the WebSocket had to be made anew: " + stream.ended();
        return List.of(
                Result.of(name + ": median", Statistics.median(all), "ms").noting(note + ended),
                Result.of(name + ": p99", Statistics.percentile(all, 99), "ms"),
                Result.of(name + ": max", Statistics.percentile(all, 100), "ms"));
    }

    /** Takes the meters away again. */
    @Override
    public void close() throws IOException {
        stream.close();
        run.announce(events("DEVICE_DELETED", 2));
    }
}
