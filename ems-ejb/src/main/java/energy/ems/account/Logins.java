package energy.ems.account;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the database knows and learns of logins: short transactions, none of which lasts while a hash is computed. */
@Stateless
@PermitAll
public class Logins {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Account> find(String username) {
        // BEWARE: a database that pads names for comparison finds "admin" for "admin ".
        return Optional.ofNullable(entityManager.find(Account.class, username))
                .filter(account -> account.username().equals(username));
    }

    /**
     * Notes a login.
     *
     * @param sessionGeneration the account's when the password was found right
     * @param strongerHash to be stored in place of an outdated one, or null
     * @param how for the audit log, or null
     * @return empty when the account is gone or closed by now, or its password another
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<AuthenticatedAccount> succeeded(
            String username, long sessionGeneration, String strongerHash, String how, String address) {
        Account account = entityManager.find(Account.class, username, LockModeType.PESSIMISTIC_WRITE);
        // The generation: because the password may have been changed while it was verified.
        if (account == null || !account.isActive() || account.sessionGeneration() != sessionGeneration) {
            return Optional.empty();
        }
        account.loggedIn(clock.instant());
        if (strongerHash != null) {
            account.strengthen(strongerHash);
        }
        auditLog.recordFor(account.username(), AuditAction.LOGGED_IN, account.username(), how, address);
        return Optional.of(account.authenticated());
    }

    /** Whether the password is not enough for this account. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean needsCode(String username) {
        return entityManager.find(SecondFactor.class, username) != null;
    }

    /** Takes a code of the app, once. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean useCode(String username, String code) {
        SecondFactor factor = entityManager.find(SecondFactor.class, username, LockModeType.PESSIMISTIC_WRITE);
        return factor != null && factor.accepts(code, clock.instant());
    }

    /**
     * Takes a recovery code, once.
     *
     * @return how many are left; empty when it is none
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public OptionalInt useRecoveryCode(String username, String hash) {
        // The one lock for all that is changed of a second factor.
        if (entityManager.find(SecondFactor.class, username, LockModeType.PESSIMISTIC_WRITE) == null) {
            return OptionalInt.empty();
        }
        List<RecoveryCode> codes = entityManager
                .createQuery("SELECT c FROM RecoveryCode c WHERE c.username = :username", RecoveryCode.class)
                .setParameter("username", username)
                .getResultList();
        Optional<RecoveryCode> found =
                codes.stream().filter(code -> code.hasHash(hash)).findAny();
        found.ifPresent(entityManager::remove);
        return found.isPresent() ? OptionalInt.of(codes.size() - 1) : OptionalInt.empty();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<AuthenticatedToken> verifyToken(String secret) {
        Instant now = clock.instant();
        return entityManager
                .createQuery("SELECT t FROM ApiToken t WHERE t.secretHash = :hash", ApiToken.class)
                .setParameter("hash", ApiToken.hash(secret))
                .getResultStream()
                .findAny()
                .filter(token -> token.isGoodAt(now))
                .flatMap(token -> authenticated(token, now));
    }

    private Optional<AuthenticatedToken> authenticated(ApiToken token, Instant now) {
        Account account = entityManager.find(Account.class, token.username());
        if (account == null || !account.isActive()) {
            return Optional.empty();
        }
        token.used(now);
        return Optional.of(new AuthenticatedToken(account.authenticated(token.role()), token.scope()));
    }
}
