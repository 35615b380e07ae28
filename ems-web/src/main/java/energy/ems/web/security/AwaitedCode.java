package energy.ems.web.security;

import energy.ems.account.PendingLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * What a session remembers between the right password and the code: nobody is logged in by it. It is short, and whoever
 * has it knew a password, so that strangers still make no sessions.
 */
record AwaitedCode(PendingLogin login) implements Serializable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ATTRIBUTE = AwaitedCode.class.getName();

    static Optional<AwaitedCode> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable((AwaitedCode) session.getAttribute(ATTRIBUTE));
    }

    void begin(HttpServletRequest request) {
        PortalSession.end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) PATIENCE.toSeconds());
        session.setAttribute(ATTRIBUTE, this);
    }
}
