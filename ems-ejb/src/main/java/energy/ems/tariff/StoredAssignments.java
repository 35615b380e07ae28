package energy.ems.tariff;

import energy.ems.deviceevents.DevicePlace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The rows that say which device, and which place, has which tariff since when. */
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
        return rows.stream().map(row -> assignment(row, 0)).toList();
    }

    /**
     * What counts for a device by itself and by where it stands, at the cost of one query.
     *
     * @param place null when it stands nowhere
     */
    @SuppressWarnings("unchecked")
    List<TariffAssignment> inForce(String deviceId, String place) {
        List<String> places = places(place);
        if (places.isEmpty()) {
            return TariffsInForce.of(List.of(of(deviceId)));
        }
        StringBuilder sql = new StringBuilder("SELECT 0, a.valid_from, a.tariff_id, t.name FROM tariff_assignment a"
                + " LEFT JOIN tariff t ON t.id = a.tariff_id WHERE a.device_id = ?1");
        for (int i = 0; i < places.size(); i++) {
            sql.append(" UNION ALL SELECT ").append(i + 1);
            sql.append(", p.valid_from, p.tariff_id, t.name FROM place_tariff p");
            sql.append(" LEFT JOIN tariff t ON t.id = p.tariff_id WHERE p.place = ?")
                    .append(i + 2);
        }
        Query query = entityManager.createNativeQuery(sql + " ORDER BY 1, 2").setParameter(1, deviceId);
        for (int i = 0; i < places.size(); i++) {
            query.setParameter(i + 2, places.get(i));
        }
        List<List<TariffAssignment>> levels = new ArrayList<>();
        for (int i = 0; i <= places.size(); i++) {
            levels.add(new ArrayList<>());
        }
        for (Object[] row : (List<Object[]>) query.getResultList()) {
            levels.get(((Number) row[0]).intValue()).add(assignment(row, 1));
        }
        return TariffsInForce.of(levels);
    }

    /** From the innermost outwards. */
    private static List<String> places(String place) {
        List<String> places = new ArrayList<>();
        for (String path = place; path != null; ) {
            places.add(path);
            int end = path.lastIndexOf(DevicePlace.SEPARATOR);
            path = end < 0 ? null : path.substring(0, end);
        }
        return places;
    }

    private static TariffAssignment assignment(Object[] row, int first) {
        return new TariffAssignment(
                LocalDate.parse((String) row[first]),
                row[first + 1] == null ? null : ((Number) row[first + 1]).longValue(),
                (String) row[first + 2]);
    }

    /** Of all places, by path and day. */
    @SuppressWarnings("unchecked")
    List<PlaceTariff> ofPlaces() {
        List<Object[]> rows = entityManager
                .createNativeQuery("SELECT p.place, p.valid_from, p.tariff_id, t.name FROM place_tariff p"
                        + " LEFT JOIN tariff t ON t.id = p.tariff_id ORDER BY p.place, p.valid_from")
                .getResultList();
        return rows.stream()
                .map(row -> {
                    TariffAssignment assignment = assignment(row, 1);
                    return new PlaceTariff(
                            (String) row[0], assignment.validFrom(), assignment.tariffId(), assignment.tariffName());
                })
                .toList();
    }

    /** @param tariffId null for none */
    void putForPlace(String place, LocalDate from, Long tariffId) {
        entityManager
                .createNativeQuery("REPLACE INTO place_tariff (place, valid_from, tariff_id) VALUES (?1, ?2, ?3)")
                .setParameter(1, place)
                .setParameter(2, from.toString())
                .setParameter(3, tariffId)
                .executeUpdate();
    }

    /** Whether there was one. */
    boolean removeFromPlace(String place, LocalDate from) {
        return entityManager
                        .createNativeQuery("DELETE FROM place_tariff WHERE place = ?1 AND valid_from = ?2")
                        .setParameter(1, place)
                        .setParameter(2, from.toString())
                        .executeUpdate()
                > 0;
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

    /** The ids of the devices that have, had or will have it. */
    List<String> devicesOf(long tariffId) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT DISTINCT device_id FROM tariff_assignment WHERE tariff_id = ?1")
                .setParameter(1, tariffId)
                .getResultList();
        return ids.stream().map(String.class::cast).toList();
    }

    boolean isOfAPlace(long tariffId) {
        return ofPlaces().stream().anyMatch(each -> Long.valueOf(tariffId).equals(each.tariffId()));
    }

    /** Takes it from all devices. */
    void removeAll(long tariffId) {
        entityManager
                .createNativeQuery("DELETE FROM tariff_assignment WHERE tariff_id = ?1")
                .setParameter(1, tariffId)
                .executeUpdate();
    }
}
