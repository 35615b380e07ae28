package energy.ems.tariff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.util.List;

/** The rows that say which device has which tariff since when. */
@ApplicationScoped
class StoredAssignments {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** Ascending. */
    @SuppressWarnings("unchecked")
    List<TariffAssignment> of(String deviceId) {
        List<Object[]> rows = entityManager
                .createNativeQuery("SELECT a.valid_from, a.tariff_id, t.name FROM tariff_assignment a"
                        + " LEFT JOIN tariff t ON t.id = a.tariff_id WHERE a.device_id = ?1 ORDER BY a.valid_from")
                .setParameter(1, deviceId)
                .getResultList();
        return rows.stream()
                .map(row -> new TariffAssignment(
                        LocalDate.parse((String) row[0]),
                        row[1] == null ? null : ((Number) row[1]).longValue(),
                        (String) row[2]))
                .toList();
    }

    /** @param tariffId null for none */
    void put(String deviceId, LocalDate from, Long tariffId) {
        entityManager
                .createNativeQuery(
                        "REPLACE INTO tariff_assignment (device_id, valid_from, tariff_id) VALUES (?1, ?2, ?3)")
                .setParameter(1, deviceId)
                .setParameter(2, from.toString())
                .setParameter(3, tariffId)
                .executeUpdate();
    }

    /** Whether there was one. */
    boolean remove(String deviceId, LocalDate from) {
        return entityManager
                        .createNativeQuery("DELETE FROM tariff_assignment WHERE device_id = ?1 AND valid_from = ?2")
                        .setParameter(1, deviceId)
                        .setParameter(2, from.toString())
                        .executeUpdate()
                > 0;
    }

    long devicesOf(long tariffId) {
        return ((Number) entityManager
                        .createNativeQuery(
                                "SELECT COUNT(DISTINCT device_id) FROM tariff_assignment WHERE tariff_id = ?1")
                        .setParameter(1, tariffId)
                        .getSingleResult())
                .longValue();
    }
}
