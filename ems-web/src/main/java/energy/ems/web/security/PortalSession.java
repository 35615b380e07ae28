package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a portal session remembers of its login. Serialisable, because sessions are replicated between nodes; it is good
 * only as long as the account's generation is that of the login, and never longer than {@link #LONGEST}, however much it
 * is used: a page that refreshes itself would keep it for ever.
 */
record PortalSession(AuthenticatedAccount account, Instant since) implements Serializable {

    static final Duration LONGEST = Duration.ofHours(12);

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

    boolean isOver(Instant now) {
        return now.isAfter(since.plus(LONGEST));
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
