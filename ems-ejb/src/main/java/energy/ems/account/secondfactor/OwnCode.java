package energy.ems.account.secondfactor;

import energy.ems.account.password.LoginThrottle;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.ThrottledException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks codes of accounts whose password was right already. Codes of six digits can be guessed, so wrong ones are slowed
 * down for the account, from wherever they come: whoever guesses has some hundred tries a day of a million. The owner,
 * whom that keeps waiting, can come in with a recovery code, which nobody guesses. Safe for use by several threads.
 * Public for {@code account.login}.
 *
 * <p>BEWARE: never while the account's row is locked, because what was tried has to be stored whatever comes of it.
 */
@ApplicationScoped
public class OwnCode {

    /** Stand where an address does at the login: counted apart from passwords, and from each other. */
    private static final String CODES = "code";

    private static final String RECOVERY_CODES = "recovery code";
    private static final int LONGEST = 64;

    @Inject
    StoredCodes codes;

    @Inject
    LoginThrottle throttle;

    @Inject
    AuditLog auditLog;

    /** Whether the password is not enough for this account. */
    public boolean isNeeded(String username) {
        return codes.needsCode(username);
    }

    /** Of a confirmation, by somebody who is logged in. */
    boolean isRight(String username, String code) {
        return used(username, code).isPresent();
    }

    /**
     * Takes a code, which is worth nothing afterwards.
     *
     * @return how it was done, for the audit log; empty when the code is wrong or was used before
     * @throws ThrottledException after too many wrong ones
     */
    public Optional<String> used(String username, String code) {
        if (code == null || code.isBlank() || code.length() > LONGEST) {
            return Optional.empty();
        }
        String kind = RecoveryCode.isLike(code) ? RECOVERY_CODES : CODES;
        Duration delay = throttle.delayForPair(username, kind);
        if (!delay.isZero()) {
            auditLog.recordRepeatedRefusal(
                    username, AuditAction.LOGIN_THROTTLED, username, kind, null, username + " " + kind);
            throw new ThrottledException(delay);
        }
        Optional<String> used = kind.equals(CODES) ? byCode(username, code) : byRecoveryCode(username, code);
        if (used.isEmpty()) {
            throttle.failed(username, kind);
            auditLog.recordRefusal(username, AuditAction.SECOND_FACTOR_FAILED, username, kind);
        } else {
            throttle.succeeded(username, kind);
        }
        return used;
    }

    private Optional<String> byCode(String username, String code) {
        return codes.useCode(username, digits(code)) ? Optional.of("with a code") : Optional.empty();
    }

    private Optional<String> byRecoveryCode(String username, String code) {
        OptionalInt left = codes.useRecoveryCode(username, RecoveryCode.hash(code));
        return left.isPresent() ? Optional.of("with a recovery code, " + left.getAsInt() + " left") : Optional.empty();
    }

    /** However it was typed: apps show it in two groups. */
    static String digits(String code) {
        return code == null ? "" : code.replaceAll("\\s", "");
    }
}
