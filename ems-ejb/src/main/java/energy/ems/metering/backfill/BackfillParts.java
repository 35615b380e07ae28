package energy.ems.metering.backfill;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** The parts of files, each read and written in a transaction of its own: a file may come for minutes. */
@Stateless
@PermitAll
public class BackfillParts {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void add(long id, int number, byte[] content) {
        entityManager
                .createNativeQuery("INSERT INTO backfill_part (backfill_id, number, content) VALUES (?1, ?2, ?3)")
                .setParameter(1, id)
                .setParameter(2, number)
                .setParameter(3, content)
                .executeUpdate();
    }

    /** Null when there is none of that number. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public byte[] part(long id, int number) {
        List<?> found = entityManager
                .createNativeQuery("SELECT content FROM backfill_part WHERE backfill_id = ?1 AND number = ?2")
                .setParameter(1, id)
                .setParameter(2, number)
                .getResultList();
        return found.isEmpty() ? null : (byte[]) found.get(0);
    }
}
