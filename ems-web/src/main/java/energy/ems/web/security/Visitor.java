package energy.ems.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who is calling, as the {@link Authentication} found out for this request.
 *
 * @param role the account's role at this moment, not the one at login
 * @param proof how the caller proved it
 * @param mustChangePassword whether the caller may do nothing but change the password
 * @param mayWrite whether the proof covers changes; a read-only API token does not
 */
public record Visitor(String username, String role, Proof proof, boolean mustChangePassword, boolean mayWrite) {

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

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public boolean isAdministrator() {
        return "ADMINISTRATOR".equals(role);
    }
}
