package energy.ems.account;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
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

    private static final int LONGEST_USERNAME = 64;

    @Inject
    Logins logins;

    @Inject
    Passwords passwords;

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
        return passwords.limited(() -> {
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
        return passwords.limited(() -> {
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
            refuse(throttle.delayForTokens(remoteAddress));
            throttle.failedToken(remoteAddress);
        }
        return verified;
    }

    /** Whether what was opened under this generation may go on; cheap enough for every request. */
    @PermitAll
    public boolean stillValid(String username, long sessionGeneration) {
        return logins.find(username)
                .filter(account -> account.isActive() && account.sessionGeneration() == sessionGeneration)
                .isPresent();
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
                username.length() <= LONGEST_USERNAME && acceptable ? logins.find(username) : Optional.empty();
        boolean matches = passwords.matches(
                acceptable ? password : new char[] {' '},
                account.map(Account::passwordHash).orElse(null));
        if (!matches || !account.get().isActive()) {
            throttle.failed(throttled(username), address);
            auditLog.recordRefusal(username, AuditAction.LOGIN_FAILED, username, null, address);
            return Optional.empty();
        }
        Account verified = account.get();
        String stronger = passwords.isOutdated(verified.passwordHash()) ? passwords.hash(password) : null;
        logins.succeeded(verified, stronger, address);
        throttle.succeeded(throttled(username), address);
        return Optional.of(verified.authenticated());
    }

    private void refuseWhileThrottled(String username, String address) {
        String user = throttled(username);
        refuse(throttle.delayForPair(user, address));
        Duration delay = throttle.delayForOthers(user, address);
        if (!delay.isZero() && !auditLog.hasLoggedInFrom(user, address, KNOWN_FOR)) {
            refuse(delay);
        }
    }

    private static void refuse(Duration delay) {
        if (!delay.isZero()) {
            throw new ThrottledException(delay);
        }
    }

    private static String throttled(String username) {
        return username.length() > LONGEST_USERNAME ? username.substring(0, LONGEST_USERNAME) : username;
    }
}
