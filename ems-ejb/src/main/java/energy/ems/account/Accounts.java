package energy.ems.account;

import energy.ems.paging.Page;
import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** The door to the accounts: administrators care for all of them, everybody for their own. */
@Stateless
public class Accounts {

    @RolesAllowed(Roles.ADMINISTRATOR)
    public Page<AccountView> find(AccountQuery query) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView get(String username) {
        throw new UnsupportedOperationException();
    }

    /** @param password wiped by the caller afterwards */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView create(AccountDraft draft, char[] password) {
        throw new UnsupportedOperationException();
    }

    /** Changes everything but the password; taking away a role or the right to log in ends the user's sessions. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public AccountView update(String username, AccountDraft draft, long version) {
        throw new UnsupportedOperationException();
    }

    /** Gives a new password and ends the user's sessions. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void setPassword(String username, char[] password, boolean mustChange) {
        throw new UnsupportedOperationException();
    }

    /** Deletes the account and its tokens; its devices belong to nobody then. The last administrator stays. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void delete(String username) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AccountView own() {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AccountView updateOwn(ProfileDraft draft) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes the caller's password. All their sessions end but the one of the answer's generation: the web module puts
     * it into the current session.
     */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AuthenticatedAccount changeOwnPassword(char[] current, char[] replacement) {
        throw new UnsupportedOperationException();
    }
}
