package energy.ems.audit;

import energy.ems.boundary.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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

/**
 * Seals what has come into the log. Seconds later and not with the act itself: otherwise all that is on record would have
 * to wait for one another.
 */
@Stateless
public class AuditSeals {

    static final int BATCH = 500;
    /** An entry of a long transaction may be seen after so many younger ones. */
    private static final long LATE = 10_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Seals the oldest entries that have no seal; answers how many, {@link #BATCH} at most. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int sealNext() {
        // One node at a time.
        entityManager.find(AuditSeal.class, AuditSeal.FIRST, LockModeType.PESSIMISTIC_WRITE);
        List<AuditRecord> unsealed = entityManager
                .createQuery(
                        "SELECT e FROM AuditRecord e WHERE e.id > :low"
                                + " AND NOT EXISTS (SELECT s FROM AuditSeal s WHERE s.entryId = e.id) ORDER BY e.id",
                        AuditRecord.class)
                .setParameter("low", Math.max(0, highestEntry() - LATE))
                .setMaxResults(BATCH)
                .getResultList();
        Instant now = clock.instant();
        AuditSeal last = newest();
        for (AuditRecord entry : unsealed) {
            last = last.next(entry.view(), now);
            entityManager.persist(last);
        }
        return unsealed.size();
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public AuditSealView last() {
        return newest().view();
    }

    private AuditSeal newest() {
        return entityManager
                .createQuery("SELECT s FROM AuditSeal s ORDER BY s.number DESC", AuditSeal.class)
                .setMaxResults(1)
                .getSingleResult();
    }

    private long highestEntry() {
        return entityManager
                .createQuery("SELECT MAX(s.entryId) FROM AuditSeal s", Long.class)
                .getSingleResult();
    }
}
