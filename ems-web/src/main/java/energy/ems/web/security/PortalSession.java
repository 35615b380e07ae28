package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a portal session remembers of its login. Serialisable, because sessions are replicated between nodes; it is good
 * only as long as the account's generation is that of the login.
 */
record PortalSession(AuthenticatedAccount account) implements Serializable {

    private static final String ATTRIBUTE = PortalSession.class.getName();

    static Optional<PortalSession> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : of(session);
    }

    static Optional<PortalSession> of(HttpSession session) {
        return Optional.ofNullable((PortalSession) session.getAttribute(ATTRIBUTE));
    }

    /** Begins or renews the login under a new session id, so that an id known from before is worth nothing. */
    void begin(HttpServletRequest request) {
        request.getSession(true);
        request.changeSessionId();
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
