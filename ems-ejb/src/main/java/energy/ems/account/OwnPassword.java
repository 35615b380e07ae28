package energy.ems.account;

import energy.ems.account.password.LoginThrottle;
import energy.ems.account.password.PasswordRules;
import energy.ems.account.password.Passwords;
import energy.ems.account.password.RememberedPasswords;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Origin;
import energy.ems.boundary.ThrottledException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks callers for their own password again before they change who may enter: whoever has got hold of a session or a
 * token has not got hold of the password. Wrong tries are slowed down as at the login. Who signs on at a provider has no
 * password here and proves it there, a few minutes ago at most. Safe for use by several threads. Public for {@code
 * account.token} and {@code account.secondfactor}.
 *
 * <p>BEWARE: never while a row is locked, because a hash takes long and may have to wait for others.
 */
@ApplicationScoped
public class OwnPassword {

    static final String FIELD = "current_password";

    /** How long it counts that the provider has asked somebody who they are. */
    static final Duration PROOF_COUNTS = Duration.ofMinutes(10);

    /** Stands where an address does at the login: tries at a confirmation are counted apart from those. */
    private static final String PLACE = "confirmation";

    @Inject
    Caller caller;

    @Inject
    StoredAccounts stored;

    @Inject
    Passwords passwords;

    @Inject
    RememberedPasswords remembered;

    @Inject
    LoginThrottle throttle;

    @Inject
    AuditLog auditLog;

    @Inject
    Origin origin;

    @Inject
    Clock clock;

    /**
     * Answers the caller's account as it was when the password was right.
     *
     * @param password null when the caller gave none; not looked at where the password lives at a provider
     * @param purpose what it is asked for, for the audit log
     * @throws InvalidInputException when it is missing or wrong, or has to be given to the provider again
     * @throws ThrottledException after too many wrong tries
     */
    public Account confirmed(char[] password, AuditAction purpose) {
        String username = caller.username();
        Account account = stored.find(username).orElseThrow(() -> new NotFoundException("User", username));
        if (!account.hasPassword()) {
            return provedElsewhere(account);
        }
        if (password == null || password.length == 0) {
            throw new InvalidInputException(FIELD, Rule.REQUIRED);
        }
        Duration delay = throttle.delayForPair(username, PLACE);
        if (!delay.isZero()) {
            throw new ThrottledException(delay);
        }
        if (!isRight(password, account)) {
            throttle.failed(username, PLACE);
            auditLog.recordRefusal(username, purpose, username, "own password was wrong");
            throw new InvalidInputException(FIELD, Rule.WRONG);
        }
        throttle.succeeded(username, PLACE);
        return account;
    }

    private Account provedElsewhere(Account account) {
        Instant proved = origin.provedAt();
        if (proved == null || proved.plus(PROOF_COUNTS).isBefore(clock.instant())) {
            throw new InvalidInputException(FIELD, Rule.SIGN_ON_AGAIN);
        }
        return account;
    }

    private boolean isRight(char[] password, Account account) {
        boolean knownAlready = remembered.generation(account.username(), password).stream()
                .anyMatch(generation -> generation == account.sessionGeneration());
        return knownAlready
                || password.length <= PasswordRules.LONGEST
                        && passwords.limited(() -> passwords.matches(password, account.passwordHash()));
    }
}
