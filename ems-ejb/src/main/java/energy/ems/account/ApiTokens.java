package energy.ems.account;

import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.List;

/** The caller's own API tokens. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class ApiTokens {

    public List<ApiTokenView> own() {
        throw new UnsupportedOperationException();
    }

    /** @param expiresAt at most a year ahead */
    public IssuedToken issue(String name, TokenScope scope, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    public void revoke(long id) {
        throw new UnsupportedOperationException();
    }
}
