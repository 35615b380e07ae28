package energy.ems.account.login;

import energy.ems.account.FirstAdministrator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may log in with a password of EMS. All who have one, unless everybody has to come by single sign-on: then one
 * account is left, for the day on which its provider is away or set up wrongly.
 */
@ApplicationScoped
class LocalPasswords {

    /** Whether all others have to come by single sign-on ({@code EMS_SIGNON_ONLY}). */
    @Inject
    @ConfigProperty(name = "ems.signon.only", defaultValue = "false")
    boolean signOnOnly;

    /** The account that is left then ({@code EMS_SIGNON_EMERGENCY}). */
    @Inject
    @ConfigProperty(name = "ems.signon.emergency", defaultValue = FirstAdministrator.USERNAME)
    String emergency;

    boolean serve(String username) {
        return !signOnOnly || emergency.equals(username);
    }
}
