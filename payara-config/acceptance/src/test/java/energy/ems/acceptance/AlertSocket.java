package energy.ems.acceptance;

import jakarta.json.JsonObject;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The alerts that came over one WebSocket, in the order in which they came. */
final class AlertSocket implements WebSocket.Listener, AutoCloseable {

    private final List<JsonObject> alerts = new CopyOnWriteArrayList<>();
    private final StringBuilder frame = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket connection;

    AlertSocket on(WebSocket made) {
        this.connection = made;
        return this;
    }

    /** Alerts of this kind in this state for this device, so far. */
    List<JsonObject> received(String deviceId, String kind, String state) {
        return alerts.stream()
                .filter(alert -> deviceId.equals(alert.getString("device_id", "")))
                .filter(alert -> kind.equals(alert.getString("kind")) && state.equals(alert.getString("state")))
                .toList();
    }

    List<JsonObject> received() {
        return List.copyOf(alerts);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            alerts.add(Api.json(frame.toString()));
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable broken) {
        closed.complete(-1);
    }

    /** Whether the server has closed it, or is gone. */
    boolean isClosed() {
        return closed.isDone();
    }

    /** Says goodbye, as a page does that somebody leaves. */
    void leave() {
        connection.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        closed.join();
        connection.abort();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
