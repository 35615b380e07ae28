package energy.ems.budget;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The rows of the budgets. */
@ApplicationScoped
class StoredBudgets {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** @param owner of the device when it was set; null for nobody's and for places */
    record Budget(String owner, BigDecimal kwh) {}

    /** What was said last for that month or one before; empty when that was "none", too. */
    @SuppressWarnings("unchecked")
    Optional<Budget> inForce(String kind, String subject, YearMonth month) {
        List<Object[]> rows = entityManager
                .createNativeQuery("SELECT owner, month_kwh FROM budget"
                        + " WHERE kind = ?1 AND subject = ?2 AND valid_from <= ?3 ORDER BY valid_from DESC LIMIT 1")
                .setParameter(1, kind)
                .setParameter(2, subject)
                .setParameter(3, month.toString())
                .getResultList();
        return rows.stream()
                .filter(row -> row[1] != null)
                .map(row -> new Budget((String) row[0], (BigDecimal) row[1]))
                .findFirst();
    }

    void put(String kind, String subject, YearMonth from, String owner, BigDecimal kwh) {
        entityManager
                .createNativeQuery("REPLACE INTO budget (kind, subject, valid_from, owner, month_kwh)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, kind)
                .setParameter(2, subject)
                .setParameter(3, from.toString())
                .setParameter(4, owner)
                .setParameter(5, kwh)
                .executeUpdate();
    }
}
