package energy.ems.audit;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/**
 * Removes the oldest entries of the log with their seals. The first link of the chain takes the place of the last one that
 * goes, so that what is left is proved as before; the newest always stays. What is not as it was sealed is not removed,
 * nor is anything behind it: somebody has to see it.
 */
@Stateless
@PermitAll
public class OldAuditEntries {

    private static final int SOME = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * Removes some of the entries that were written before that instant.
     *
     * @return how many; none when no older ones are left
     * @throws IllegalStateException when the next one is not as it was sealed
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int removeSome(Instant before) {
        // As whoever seals.
        AuditSeal first = entityManager.find(AuditSeal.class, AuditSeal.FIRST, LockModeType.PESSIMISTIC_WRITE);
        List<AuditSeal> seals = entityManager
                .createQuery("SELECT s FROM AuditSeal s WHERE s.number > :first ORDER BY s.number", AuditSeal.class)
                .setParameter("first", AuditSeal.FIRST)
                .setMaxResults(SOME + 1)
                .getResultList();
        AuditSeal last = first;
        int removed = 0;
        for (AuditSeal seal : seals.subList(0, Math.max(0, seals.size() - 1))) {
            AuditRecord entry = entityManager.find(AuditRecord.class, seal.entryId());
            if (entry == null || !seal.isOf(last, entry.view())) {
                if (removed > 0) {
                    break;
                }
                throw new IllegalStateException("entry " + seal.entryId()
                        + " of the audit log is not as it was sealed; see ./ems audit verify");
            }
            if (!entry.view().at().isBefore(before)) {
                break;
            }
            entityManager.remove(entry);
            entityManager.remove(seal);
            last = seal;
            removed++;
        }
        if (removed > 0) {
            first.standFor(last);
        }
        return removed;
    }
}
