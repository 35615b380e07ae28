package energy.ems.web.live;

import energy.ems.web.security.Visitor;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Lets in who is logged in. Who is not, or comes from another site's page, was refused with a proper status by the
 * {@link energy.ems.web.security.Gate} already; this is the second lock on the same door.
 */
public class Handshake extends ServerEndpointConfig.Configurator {

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
                            visitor.sessionGeneration()))
                    .ifPresent(ticket -> endpoint.getUserProperties().put(Ticket.KEY, ticket));
        }
    }
}
