package energy.ems.account;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Asks callers for their own password again before they change who may enter: whoever has got hold of a session or a
 * token has not got hold of the password. Wrong tries are slowed down as at the login. Safe for use by several threads.
 *
 * <p>BEWARE: never while a row is locked, because a hash takes long and may have to wait for others.
 */
@ApplicationScoped
class OwnPassword {

    static final String FIELD = "current_password";

    /** Stands where an address does at the login: tries at a confirmation are counted apart from those. */
    private static final String PLACE = "confirmation";

    @Inject
    Caller caller;

    @Inject
    Logins logins;

    @Inject
    Passwords passwords;

    @Inject
    RememberedPasswords remembered;

    @Inject
    LoginThrottle throttle;

    @Inject
    AuditLog auditLog;

    /**
     * Answers the caller's account as it was when the password was right.
     *
     * @param password null when the caller gave none
     * @param purpose what it is asked for, for the audit log
     * @throws InvalidInputException when it is missing or wrong
     * @throws ThrottledException after too many wrong tries
     */
    Account confirmed(char[] password, AuditAction purpose) {
        String username = caller.username();
        if (password == null || password.length == 0) {
            throw new InvalidInputException(FIELD, Rule.REQUIRED);
        }
        Duration delay = throttle.delayForPair(username, PLACE);
        if (!delay.isZero()) {
            throw new ThrottledException(delay);
        }
        Account account = logins.find(username).orElseThrow(() -> new NotFoundException("User", username));
        if (!isRight(password, account)) {
            throttle.failed(username, PLACE);
            auditLog.recordRefusal(username, purpose, username, "own password was wrong");
            throw new InvalidInputException(FIELD, Rule.WRONG);
        }
        throttle.succeeded(username, PLACE);
        return account;
    }

    private boolean isRight(char[] password, Account account) {
        boolean knownAlready = remembered.generation(account.username(), password).stream()
                .anyMatch(generation -> generation == account.sessionGeneration());
        return knownAlready
                || password.length <= AccountRules.LONGEST_PASSWORD
                        && passwords.limited(() -> passwords.matches(password, account.passwordHash()));
    }
}
