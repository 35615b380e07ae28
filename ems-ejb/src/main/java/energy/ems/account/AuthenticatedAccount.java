package energy.ems.account;

import java.io.Serializable;

/**
 * Whom a credential belongs to.
 *
 * @param sessionGeneration to be kept with a session; see {@link energy.ems.account.session.LoginSessions#stillValid}
 */
public record AuthenticatedAccount(String username, Role role, boolean mustChangePassword, long sessionGeneration)
        implements Serializable {}
