package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * Alerts as a browser hears of them. A connection that ends is made anew as a browser does it, and is told of what was
 * missed.
 */
final class AlertStream implements WebSocket.Listener, AutoCloseable {

    private static final Duration SIGNS_OF_LIFE = Duration.ofSeconds(20);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final PortalSession session;
    private final ObjLongConsumer<JsonObject> each;
    private final StringBuilder frame = new StringBuilder();
    private long alive = System.nanoTime();
    private volatile long seen;
    private volatile WebSocket connection;
    private volatile boolean over;
    private volatile Exception failure;
    private volatile String ended = "";

    /**
     * @param seen the number of the last alert that is known
     * @param each gets each later one, and the {@link System#nanoTime()} at which it came
     */
    AlertStream(PortalSession session, long seen, ObjLongConsumer<JsonObject> each) {
        this.session = session;
        this.seen = seen;
        this.each = each;
    }

    void connect() throws IOException {
        connection = session.alerts(seen, this);
    }

    /** Why the last connection ended that did; empty when none has. */
    String ended() {
        return ended;
    }

    /**
     * To be called now and then: tells the server that somebody is there, as a browser does it.
     *
     * @throws Problem when there is no connection any more, and none to be had
     */
    void keepAlive() {
        if (failure != null) {
            throw new Problem("The WebSocket ended (" + ended + ") and could not be made anew", failure);
        }
        if (System.nanoTime() - alive > SIGNS_OF_LIFE.toNanos()) {
            alive = System.nanoTime();
            connection.sendText(".", true);
        }
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

    private void arrived(String text, long now) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject alert = reader.readObject();
            seen = Math.max(seen, alert.getJsonNumber("sequence").longValueExact());
            each.accept(alert, now);
        } catch (JsonException e) {
            failure = new IOException("A frame is no alert: " + text, e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        connectAgain(status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        connectAgain(String.valueOf(error.getMessage()));
    }

    private void connectAgain(String reason) {
        if (over) {
            return;
        }
        ended = reason.strip();
        CompletableFuture.delayedExecutor(RECONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        frame.setLength(0);
                        connect();
                    } catch (IOException | RuntimeException e) {
                        failure = e;
                    }
                });
    }

    @Override
    public void close() {
        over = true;
        connection.abort();
    }
}
