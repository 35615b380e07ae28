package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a portal session remembers of its login. Serialisable, because sessions are replicated between nodes; it is good
 * only as long as {@link energy.ems.account.session.LoginSessions} says so.
 *
 * @param id what the session is known by there
 * @param signOn by which single sign-on it was opened; null when by a password
 */
record PortalSession(AuthenticatedAccount account, long id, SignOnProof signOn) implements Serializable {

    private static final String ATTRIBUTE = PortalSession.class.getName();

    static Optional<PortalSession> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : of(session);
    }

    static Optional<PortalSession> of(HttpSession session) {
        return Optional.ofNullable((PortalSession) session.getAttribute(ATTRIBUTE));
    }

    /** Begins the login in a session of its own: nothing of a former one is left in it, neither its id nor its contents. */
    void begin(HttpServletRequest request) {
        end(request);
        request.getSession(true).setAttribute(ATTRIBUTE, this);
    }

    /** Goes on under a new session id, so that an id known from before is worth nothing. */
    void renew(HttpServletRequest request) {
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
