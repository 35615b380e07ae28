package energy.ems.web.live;

import energy.ems.alerting.AlertFeed;
import energy.ems.web.security.Visitor;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Lets in who is logged in. Who is not, or comes from another site's page, was refused with a proper status by the
 * {@link energy.ems.web.security.Gate} already; this is the second lock on the same door.
 */
public class Handshake extends ServerEndpointConfig.Configurator {

    private static final Logger LOG = System.getLogger(Handshake.class.getName());

    @Override
    public void modifyHandshake(ServerEndpointConfig endpoint, HandshakeRequest request, HandshakeResponse response) {
        endpoint.getUserProperties().remove(Ticket.KEY);
        if (request.getHttpSession() instanceof HttpSession session && request.getUserPrincipal() != null) {
            Visitor.ofSession(session)
                    .filter(visitor ->
                            visitor.username().equals(request.getUserPrincipal().getName()))
                    .map(visitor -> new Ticket(
                            visitor.username(),
                            visitor.isAdministrator(),
                            session.getId(),
                            Visitor.loginOf(session),
                            visitor.sessionGeneration(),
                            request.getParameterMap().containsKey(AlertEndpoint.AFTER) ? null : newest()))
                    .ifPresent(ticket -> endpoint.getUserProperties().put(Ticket.KEY, ticket));
        }
    }

    /** Looked up before the browser hears that it is connected: nothing that is raised from then on may pass it by. */
    private static Long newest() {
        try {
            return CDI.current().select(AlertFeed.class).get().newest();
        } catch (RuntimeException databaseAway) {
            LOG.log(Level.DEBUG, "cannot look up the newest alert", databaseAway);
            return null;
        }
    }
}
