package energy.ems.web.live;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;

/**
 * The WebSocket for alerts: text frames with one alert each, from the server to the browser. A thin shell around
 * {@link AlertConnections}; no CDI scope, because the container makes one instance for each connection.
 */
@ServerEndpoint(value = "/ws/alerts", configurator = Handshake.class)
public class AlertEndpoint {

    /** The parameter in which a browser says which alert it has seen last. */
    static final String AFTER = "after";

    /** What a page says of a script begins with it; anything else is a sign of life. */
    private static final String FAILURE = "!";

    /** A browser has little to say here. */
    private static final int LONGEST_INCOMING = 256;

    private AlertConnections connections;

    @OnOpen
    public void open(Session session, EndpointConfig endpoint) throws IOException {
        session.setMaxTextMessageBufferSize(LONGEST_INCOMING);
        session.setMaxBinaryMessageBufferSize(LONGEST_INCOMING);
        // BEWARE: the ticket may be another handshake's, because two that overlap share the endpoint's properties. The
        // principal is always this connection's own.
        boolean own = session.getUserPrincipal() != null
                && endpoint.getUserProperties().get(Ticket.KEY) instanceof Ticket ticket
                && ticket.username().equals(session.getUserPrincipal().getName());
        if (!own) {
            session.close(new CloseReason(CloseReason.CloseCodes.TRY_AGAIN_LATER, "connect again"));
            return;
        }
        connections = CDI.current().select(AlertConnections.class).get();
        Ticket ticket = (Ticket) endpoint.getUserProperties().get(Ticket.KEY);
        Long seen = after(session);
        connections.open(session, ticket, seen == null ? ticket.newest() : seen);
    }

    /** What a page says by itself: that it is there, or that a script of it has failed. */
    @OnMessage(maxMessageSize = LONGEST_INCOMING)
    public void said(Session session, String text) {
        heard(session);
        if (connections != null && text.startsWith(FAILURE)) {
            connections.scriptFailed(session, text.substring(FAILURE.length()));
        }
    }

    /** What a browser answers to a ping. */
    @OnMessage
    public void answer(Session session, PongMessage anything) {
        heard(session);
    }

    private void heard(Session session) {
        if (connections != null) {
            connections.heard(session);
        }
    }

    @OnClose
    public void close(Session session) {
        if (connections != null) {
            connections.closed(session);
        }
    }

    @OnError
    public void broken(Session session, Throwable cause) {
        // Mostly a browser that went away in the middle of a frame. The close follows.
        close(session);
    }

    /** The last sequence that the browser has seen; null when it does not say. */
    private static Long after(Session session) {
        List<String> values = session.getRequestParameterMap().getOrDefault(AFTER, List.of());
        try {
            return values.isEmpty() ? null : Long.valueOf(values.get(0));
        } catch (NumberFormatException notASequence) {
            return null;
        }
    }
}
