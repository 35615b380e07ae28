package energy.ems.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;

/** The authenticated user on whose behalf the current thread works. Safe for use by several threads. */
@ApplicationScoped
public class Caller implements Audience {

    /** The name under which timers, message-driven beans and start-up code act. */
    public static final String SYSTEM = "system";

    @Inject
    SecurityContext securityContext;

    /** The user name, or {@link #SYSTEM} when no user is behind the call. */
    @Override
    public String username() {
        Principal principal = securityContext.getCallerPrincipal();
        return principal == null || "ANONYMOUS".equals(principal.getName()) ? SYSTEM : principal.getName();
    }

    public boolean isInRole(String role) {
        return securityContext.isCallerInRole(role);
    }

    public boolean isAdministrator() {
        return isInRole(Roles.ADMINISTRATOR);
    }

    /** Whether the caller may see what belongs to others: operators and administrators. */
    @Override
    public boolean seesAll() {
        return isAdministrator() || isInRole(Roles.OPERATOR);
    }
}
