package energy.ems.account;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import java.util.Optional;

/** Checks who somebody is. Open to all, because before the answer nobody is known. */
@Stateless
public class Credentials {

    /**
     * Checks a password at login. Takes the same time for unknown users.
     *
     * @param password wiped by the caller afterwards
     * @param remoteAddress the client's network address
     * @return empty when the user is unknown, deactivated or the password is wrong
     * @throws ThrottledException when there were too many failures for that user or address
     */
    @PermitAll
    public Optional<AuthenticatedAccount> verify(String username, char[] password, String remoteAddress) {
        throw new UnsupportedOperationException();
    }

    /**
     * The same for HTTP Basic, where every request brings the password: a success is remembered for a short while, so
     * that not every request costs a full hash. A remembered one is neither counted as a login nor audited.
     */
    @PermitAll
    public Optional<AuthenticatedAccount> verifyRequest(String username, char[] password, String remoteAddress) {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks an API token.
     *
     * @throws ThrottledException when there were too many failures from that address
     */
    @PermitAll
    public Optional<AuthenticatedToken> verifyToken(String token, String remoteAddress) {
        throw new UnsupportedOperationException();
    }

    /** Whether what was opened under this generation may go on; cheap enough for every request. */
    @PermitAll
    public boolean stillValid(String username, long sessionGeneration) {
        throw new UnsupportedOperationException();
    }
}
