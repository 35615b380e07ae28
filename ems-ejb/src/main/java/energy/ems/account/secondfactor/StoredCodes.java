package energy.ems.account.secondfactor;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes codes, each once, in transactions of its own: what was tried is stored whatever comes of it. Public because an
 * EJB is; asked by {@link OwnCode} alone, which slows down whoever guesses.
 */
@Stateless
@PermitAll
public class StoredCodes {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

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
}
