package energy.ems.account.secondfactor;

import energy.ems.account.Account;
import energy.ems.account.AccountChanged;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.OwnPassword;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.boundary.ThrottledException;
import energy.ems.platform.Secrets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The codes that are asked for beside the password: everybody's own, and for administrators those of all, to be taken
 * away from whoever has lost both the app and the recovery codes. Each change ends the account's other sessions.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class SecondFactors {

    /** As long as the hash that is made with it (RFC 4226). */
    private static final int SECRET_BYTES = 20;

    private static final int RECOVERY_CODES = 10;
    private static final String CODE = "code";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    @Inject
    OwnPassword ownPassword;

    @Inject
    OwnCode ownCode;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    @Inject
    Event<AccountChanged> changed;

    /** Nothing is stored of it before {@link #setUp}. */
    public NewSecondFactor propose() {
        return new NewSecondFactor(Secrets.random(SECRET_BYTES));
    }

    /** The caller's; empty when the password is enough. */
    public Optional<SecondFactorView> own() {
        return view(caller.username());
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public Optional<SecondFactorView> of(String username) {
        return view(username);
    }

    /**
     * Asks for codes of this secret from the next login on.
     *
     * @param code one of it, which proves that the app has it
     * @param own the caller's own password, asked for again; wiped by the caller afterwards
     * @throws ThrottledException after too many wrong tries at it
     */
    public SecondFactorMade setUp(NewSecondFactor proposed, String code, char[] own) {
        long step = OneTimeCode.step(proposed.secret(), OwnCode.digits(code), clock.instant(), 0)
                .orElseThrow(() -> new InvalidInputException(CODE, code == null ? Rule.REQUIRED : Rule.WRONG));
        Account confirmed = ownPassword.confirmed(own, AuditAction.SECOND_FACTOR_SET_UP);
        if (!confirmed.hasPassword()) {
            throw new ConflictException("conflict.sign_on", "this user signs on elsewhere, where codes are asked for");
        }
        Account account = lock(confirmed);
        if (find(account.username()).isPresent()) {
            throw new ConflictException("conflict.second_factor", "there is a second factor already");
        }
        entityManager.persist(new SecondFactor(account.username(), proposed.secret(), step, clock.instant()));
        List<String> codes = makeRecoveryCodes(account.username());
        auditLog.record(AuditAction.SECOND_FACTOR_SET_UP, account.username(), null);
        return new SecondFactorMade(endOtherSessions(account), codes);
    }

    /**
     * Makes new recovery codes; the former ones are worth nothing any more.
     *
     * @param code one of the app, or a recovery code, beside the password
     */
    public List<String> renewRecoveryCodes(String code, char[] own) {
        Account account = lock(proved(code, own, AuditAction.RECOVERY_CODES_MADE));
        forgetRecoveryCodes(account.username());
        auditLog.record(AuditAction.RECOVERY_CODES_MADE, account.username(), null);
        return makeRecoveryCodes(account.username());
    }

    /** From now on the password is enough again. */
    public AuthenticatedAccount turnOff(String code, char[] own) {
        Account account = lock(proved(code, own, AuditAction.SECOND_FACTOR_TURNED_OFF));
        remove(account.username());
        auditLog.record(AuditAction.SECOND_FACTOR_TURNED_OFF, account.username(), null);
        return endOtherSessions(account);
    }

    /**
     * Takes the second factor from somebody who cannot log in any more, and ends their sessions.
     *
     * @param own the administrator's own password, asked for again
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void reset(String username, char[] own) {
        ownPassword.confirmed(own, AuditAction.SECOND_FACTOR_RESET);
        Account account = entityManager.find(Account.class, username, LockModeType.PESSIMISTIC_WRITE);
        if (account == null || find(username).isEmpty()) {
            throw new NotFoundException("Second factor of", username);
        }
        remove(username);
        auditLog.record(AuditAction.SECOND_FACTOR_RESET, username, null);
        endOtherSessions(account);
    }

    private Account proved(String code, char[] own, AuditAction purpose) {
        Account account = ownPassword.confirmed(own, purpose);
        if (!ownCode.isRight(account.username(), code)) {
            throw new InvalidInputException(CODE, code == null || code.isBlank() ? Rule.REQUIRED : Rule.WRONG);
        }
        return account;
    }

    private Account lock(Account confirmed) {
        Account account = entityManager.find(Account.class, confirmed.username(), LockModeType.PESSIMISTIC_WRITE);
        if (account == null || account.sessionGeneration() != confirmed.sessionGeneration()) {
            throw ConflictException.stale("User", confirmed.username());
        }
        return account;
    }

    private AuthenticatedAccount endOtherSessions(Account account) {
        account.endSessions();
        changed.fire(new AccountChanged(account.username(), account.sessionGeneration()));
        return account.authenticated();
    }

    private void remove(String username) {
        find(username).ifPresent(entityManager::remove);
        forgetRecoveryCodes(username);
    }

    private void forgetRecoveryCodes(String username) {
        recoveryCodes(username).forEach(entityManager::remove);
    }

    private List<String> makeRecoveryCodes(String username) {
        List<String> codes =
                Stream.generate(RecoveryCode::random).limit(RECOVERY_CODES).toList();
        codes.forEach(code -> entityManager.persist(new RecoveryCode(username, code)));
        return codes;
    }

    private Optional<SecondFactorView> view(String username) {
        return find(username)
                .map(factor -> new SecondFactorView(
                        factor.setUpAt(), recoveryCodes(username).size()));
    }

    private Optional<SecondFactor> find(String username) {
        return Optional.ofNullable(entityManager.find(SecondFactor.class, username));
    }

    private List<RecoveryCode> recoveryCodes(String username) {
        return entityManager
                .createQuery("SELECT c FROM RecoveryCode c WHERE c.username = :username", RecoveryCode.class)
                .setParameter("username", username)
                .getResultList();
    }
}
