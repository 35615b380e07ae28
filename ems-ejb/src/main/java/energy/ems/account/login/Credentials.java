package energy.ems.account.login;

import energy.ems.account.Account;
import energy.ems.account.AccountRules;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.PendingLogin;
import energy.ems.account.StoredAccounts;
import energy.ems.account.password.LoginThrottle;
import energy.ems.account.password.PasswordRules;
import energy.ems.account.password.Passwords;
import energy.ems.account.password.RememberedPasswords;
import energy.ems.account.secondfactor.OwnCode;
import energy.ems.account.token.AuthenticatedToken;
import energy.ems.account.token.StoredTokens;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.NetworkAddress;
import energy.ems.boundary.ThrottledException;
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
    StoredAccounts stored;

    @Inject
    Passwords passwords;

    @Inject
    LocalPasswords localPasswords;

    @Inject
    LoginTurns turns;

    @Inject
    LoginThrottle throttle;

    @Inject
    RememberedPasswords remembered;

    @Inject
    OwnCode ownCode;

    @Inject
    StoredTokens tokens;

    @Inject
    AuditLog auditLog;

    /**
     * Checks a password at login. Takes the same time for unknown users.
     *
     * @param password wiped by the caller afterwards
     * @param remoteAddress the client's network address
     * @return empty when the user is unknown, deactivated or the password is wrong
     * @throws CodeNeededException when the password is right and {@link #verifyCode} has to follow
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
     * Checks the code of somebody whose password was right, and completes the login.
     *
     * @param code of the app, or a recovery code
     * @return empty when the code is wrong or used, or the account another by now
     * @throws ThrottledException after too many wrong codes
     */
    @PermitAll
    public Optional<AuthenticatedAccount> verifyCode(PendingLogin login, String code, String remoteAddress) {
        return turns.inTurn(
                login.username(),
                remoteAddress,
                () -> ownCode.used(login.username(), code).flatMap(how -> {
                    throttle.succeeded(login.username(), remoteAddress);
                    return stored.loggedIn(login.username(), login.sessionGeneration(), null, how, remoteAddress);
                }));
    }

    /**
     * Checks a password for HTTP Basic, where every request brings the password: a success is remembered for a short while, so
     * that not every request costs a full hash. A remembered one is neither counted as a login nor audited.
     * An account with a second factor is refused, because a password alone would be a way around it: its programs use
     * tokens.
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
            Optional<AuthenticatedAccount> verified = byPasswordAlone(username, password, remoteAddress);
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
                StoredTokens.isWellFormed(token) ? tokens.verify(token) : Optional.empty();
        if (verified.isEmpty()) {
            auditLog.recordRepeatedRefusal(
                    NOBODY, AuditAction.TOKEN_REFUSED, null, null, remoteAddress, NetworkAddress.siteOf(remoteAddress));
            refuse(throttle.delayForTokens(remoteAddress));
            throttle.failedToken(remoteAddress);
        }
        return verified;
    }

    private Optional<AuthenticatedAccount> byPasswordAlone(String username, char[] password, String address) {
        try {
            return check(username, password, address);
        } catch (CodeNeededException needed) {
            auditLog.recordRepeatedRefusal(
                    username, AuditAction.LOGIN_FAILED, username, "password without a code", address, username);
            return Optional.empty();
        }
    }

    private Optional<AuthenticatedAccount> remembered(String username, char[] password) {
        OptionalLong generation = remembered.generation(username, password);
        if (generation.isEmpty()) {
            return Optional.empty();
        }
        return stored.find(username)
                .filter(account -> account.isActive() && account.sessionGeneration() == generation.getAsLong())
                .map(Account::authenticated);
    }

    private Optional<AuthenticatedAccount> check(String username, char[] password, String address) {
        boolean acceptable = password.length <= PasswordRules.LONGEST;
        boolean served = AccountRules.isUsername(username) && localPasswords.serve(username);
        Optional<Account> account = served && acceptable ? stored.find(username) : Optional.empty();
        String hash = account.map(Account::passwordHash).orElse(null);
        Verdict verdict = passwords.limited(
                suspicion(username, address), () -> verdict(acceptable ? password : new char[] {' '}, hash));
        if (!verdict.right() || !account.get().isActive()) {
            throttle.failed(keyOf(username), address);
            auditLog.recordRefusal(username, AuditAction.LOGIN_FAILED, username, null, address);
            return Optional.empty();
        }
        if (ownCode.isNeeded(username)) {
            // Nobody is logged in yet: neither noted nor forgiven.
            throw new CodeNeededException(
                    new PendingLogin(username, account.get().sessionGeneration()));
        }
        Optional<AuthenticatedAccount> verified =
                stored.loggedIn(username, account.get().sessionGeneration(), verdict.strongerHash(), null, address);
        throttle.succeeded(keyOf(username), address);
        return verified;
    }

    /** @param strongerHash to be stored in place of an outdated one; null when there is no need */
    private record Verdict(boolean right, String strongerHash) {}

    private Verdict verdict(char[] password, String hash) {
        boolean right = passwords.matches(password, hash);
        return new Verdict(right, right && passwords.isOutdated(hash) ? passwords.hash(password) : null);
    }

    /** Whoever is known there goes before all who never were there, however little those did wrong yet. */
    private int suspicion(String username, String address) {
        return auditLog.hasLoggedInFrom(keyOf(username), address, KNOWN_FOR) ? 0 : 1 + throttle.failuresAt(address);
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
