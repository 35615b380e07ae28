package energy.ems.web.live;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** A connection ends with the portal session that it was opened in. */
@WebListener
public class SessionEnd implements HttpSessionListener, HttpSessionIdListener {

    @Inject
    private AlertConnections connections;

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        connections.endSession(event.getSession().getId());
    }

    /** Another login or password in the same browser: what was opened before belongs to the former one. */
    @Override
    public void sessionIdChanged(HttpSessionEvent event, String formerId) {
        connections.endSession(formerId);
    }
}
