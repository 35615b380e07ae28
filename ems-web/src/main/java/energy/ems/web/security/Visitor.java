package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.boundary.Roles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * Who is calling, as the {@link Authentication} found out for this request.
 *
 * @param role the account's role; a session or token ends when the account loses it
 * @param proof how the caller proved it
 * @param mustChangePassword whether the caller may do nothing but change the password
 * @param mayWrite whether the proof covers changes; a read-only API token does not
 * @param sessionGeneration what the proof is good under; see {@link energy.ems.account.session.LoginSessions#stillValid}
 */
public record Visitor(
        String username,
        String role,
        Proof proof,
        boolean mustChangePassword,
        boolean mayWrite,
        long sessionGeneration) {

    /** How a caller proved who they are. */
    public enum Proof {
        /** The portal's session cookie, which a browser adds by itself: requests need a check of their origin. */
        SESSION,
        /** HTTP Basic, on the REST API only. */
        PASSWORD,
        /** A bearer API token, on the REST API only. */
        TOKEN
    }

    private static final String ATTRIBUTE = Visitor.class.getName();

    /** The caller of this request; nothing for a stranger. */
    public static Optional<Visitor> of(HttpServletRequest request) {
        return Optional.ofNullable((Visitor) request.getAttribute(ATTRIBUTE));
    }

    /** What a portal session is known by among its user's. */
    public static long loginOf(HttpSession session) {
        return PortalSession.of(session).map(PortalSession::id).orElse(0L);
    }

    /** Whom a portal session belongs to, as of its login; nothing when nobody is logged in. */
    public static Optional<Visitor> ofSession(HttpSession session) {
        return PortalSession.of(session).map(login -> ofPortal(login.account()));
    }

    static Visitor ofPortal(AuthenticatedAccount account) {
        return of(account, Proof.SESSION, true);
    }

    static Visitor of(AuthenticatedAccount account, Proof proof, boolean mayWrite) {
        return new Visitor(
                account.username(),
                account.role().name(),
                proof,
                account.mustChangePassword(),
                mayWrite,
                account.sessionGeneration());
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public boolean isAdministrator() {
        return Roles.ADMINISTRATOR.equals(role);
    }
}
