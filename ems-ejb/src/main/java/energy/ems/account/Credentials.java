package energy.ems.account;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.NetworkAddress;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks who somebody is. Open to all, because before the answer nobody is known. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Credentials {

    /** A user who has logged in from an address within this time is known there. */
    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    private static final String NOBODY = "?";

    @Inject
    Logins logins;

    @Inject
    Passwords passwords;

    @Inject
    LoginTurns turns;

    @Inject
    LoginThrottle throttle;

    @Inject
    RememberedPasswords remembered;

    @Inject
    AuditLog auditLog;

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
        refuseWhileThrottled(username, remoteAddress);
        return turns.inTurn(keyOf(username), remoteAddress, () -> {
            // Again, because whoever came at the same time may have failed in the meantime.
            refuseWhileThrottled(username, remoteAddress);
            return check(username, password, remoteAddress);
        });
    }

    /**
     * The same for HTTP Basic, where every request brings the password: a success is remembered for a short while, so
     * that not every request costs a full hash. A remembered one is neither counted as a login nor audited.
     */
    @PermitAll
    public Optional<AuthenticatedAccount> verifyRequest(String username, char[] password, String remoteAddress) {
        refuseWhileThrottled(username, remoteAddress);
        Optional<AuthenticatedAccount> known = remembered(username, password);
        if (known.isPresent()) {
            return known;
        }
        return turns.inTurn(keyOf(username), remoteAddress, () -> {
            refuseWhileThrottled(username, remoteAddress);
            Optional<AuthenticatedAccount> meanwhile = remembered(username, password);
            if (meanwhile.isPresent()) {
                return meanwhile;
            }
            Optional<AuthenticatedAccount> verified = check(username, password, remoteAddress);
            verified.ifPresent(account -> remembered.remember(username, password, account.sessionGeneration()));
            return verified;
        });
    }

    /**
     * Checks an API token. It is looked up first, and only failures wait: a program at the same address whose token has
     * run out must not stop the others. Nobody guesses a token, so that this gives nothing away.
     *
     * @throws ThrottledException when the token is wrong and there were too many of them from that address
     */
    @PermitAll
    public Optional<AuthenticatedToken> verifyToken(String token, String remoteAddress) {
        Optional<AuthenticatedToken> verified =
                ApiTokens.isWellFormed(token) ? logins.verifyToken(token) : Optional.empty();
        if (verified.isEmpty()) {
            auditLog.recordRepeatedRefusal(
                    NOBODY, AuditAction.TOKEN_REFUSED, null, null, remoteAddress, NetworkAddress.siteOf(remoteAddress));
            refuse(throttle.delayForTokens(remoteAddress));
            throttle.failedToken(remoteAddress);
        }
        return verified;
    }

    private Optional<AuthenticatedAccount> remembered(String username, char[] password) {
        OptionalLong generation = remembered.generation(username, password);
        if (generation.isEmpty()) {
            return Optional.empty();
        }
        return logins.find(username)
                .filter(account -> account.isActive() && account.sessionGeneration() == generation.getAsLong())
                .map(Account::authenticated);
    }

    private Optional<AuthenticatedAccount> check(String username, char[] password, String address) {
        boolean acceptable = password.length <= AccountRules.LONGEST_PASSWORD;
        Optional<Account> account =
                AccountRules.isUsername(username) && acceptable ? logins.find(username) : Optional.empty();
        String hash = account.map(Account::passwordHash).orElse(null);
        Verdict verdict = passwords.limited(() -> verdict(acceptable ? password : new char[] {' '}, hash));
        if (!verdict.right() || !account.get().isActive()) {
            throttle.failed(keyOf(username), address);
            auditLog.recordRefusal(username, AuditAction.LOGIN_FAILED, username, null, address);
            return Optional.empty();
        }
        Optional<AuthenticatedAccount> verified = logins.succeeded(account.get(), verdict.strongerHash(), address);
        throttle.succeeded(keyOf(username), address);
        return verified;
    }

    /** @param strongerHash to be stored in place of an outdated one; null when there is no need */
    private record Verdict(boolean right, String strongerHash) {}

    private Verdict verdict(char[] password, String hash) {
        boolean right = passwords.matches(password, hash);
        return new Verdict(right, right && passwords.isOutdated(hash) ? passwords.hash(password) : null);
    }

    private void refuseWhileThrottled(String username, String address) {
        String user = keyOf(username);
        Duration delay = throttle.delayForPair(user, address);
        if (delay.isZero()) {
            delay = throttle.delayForOthers(user, address);
            if (delay.isZero() || auditLog.hasLoggedInFrom(user, address, KNOWN_FOR)) {
                return;
            }
        }
        auditLog.recordRepeatedRefusal(
                user, AuditAction.LOGIN_THROTTLED, user, null, address, NetworkAddress.siteOf(address));
        refuse(delay);
    }

    private static void refuse(Duration delay) {
        if (!delay.isZero()) {
            throw new ThrottledException(delay);
        }
    }

    /** What failures are counted for. All that nobody can be called is one name: variations gain nothing. */
    private static String keyOf(String username) {
        return AccountRules.isUsername(username) ? username : NOBODY;
    }
}
