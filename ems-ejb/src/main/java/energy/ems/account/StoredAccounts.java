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
import java.util.Optional;

/**
 * What the database knows of accounts and learns of logins: short transactions, none of which lasts while a hash is
 * computed. Beside this room for {@code account.login} alone.
 */
@Stateless
@PermitAll
public class StoredAccounts {

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
    public Optional<AuthenticatedAccount> loggedIn(
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
}
