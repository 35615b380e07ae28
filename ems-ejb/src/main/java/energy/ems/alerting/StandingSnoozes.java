package energy.ems.alerting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which devices and kinds of alerts are kept quiet at a moment. */
@ApplicationScoped
class StandingSnoozes {

    /** As many devices in a statement. */
    private static final int DEVICES = 500;

    private static final String SELECT =
            "SELECT device_id, kind, owner, until_at, snoozed_by, snoozed_at FROM alert_snooze WHERE until_at > ?1";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    private record Key(String deviceId, AlertKind kind) {}

    /** A row: who had the device then belongs to it. */
    record Row(String deviceId, AlertKind kind, String owner, Instant until, String snoozedBy, Instant snoozedAt) {}

    /** Those of some devices. */
    record Standing(Map<Key, Row> rows) {

        /** Until when nobody is told of such an alert; null when people are. */
        Instant until(String deviceId, AlertKind kind, String owner) {
            Row row = rows.get(new Key(deviceId, kind));
            return row != null && Objects.equals(row.owner(), owner) ? row.until() : null;
        }

        AlertMessage mark(AlertMessage alert) {
            Instant until = until(alert.deviceId(), alert.kind(), alert.owner());
            return until == null ? alert : alert.snoozed(until);
        }
    }

    List<AlertView> markViews(List<AlertView> alerts, Instant now) {
        Standing standing = of(alerts.stream().map(AlertView::deviceId).toList(), now);
        return alerts.stream()
                .map(alert -> alert.snoozed(standing.until(alert.deviceId(), alert.kind(), alert.owner())))
                .toList();
    }

    List<AlertMessage> markMessages(List<AlertMessage> alerts, Instant now) {
        Standing standing = of(alerts.stream().map(AlertMessage::deviceId).toList(), now);
        List<AlertMessage> marked = new ArrayList<>();
        alerts.forEach(alert -> marked.add(standing.mark(alert)));
        return marked;
    }

    /** @param deviceIds in any number, and null for many devices at once, of which none is quiet */
    Standing of(Collection<String> deviceIds, Instant now) {
        List<String> devices =
                deviceIds.stream().filter(Objects::nonNull).distinct().toList();
        Map<Key, Row> rows = new HashMap<>();
        for (int start = 0; start < devices.size(); start += DEVICES) {
            List<String> some = devices.subList(start, Math.min(devices.size(), start + DEVICES));
            Query query = entityManager
                    .createNativeQuery(SELECT + " AND device_id IN (?2" + places(some.size()) + ")")
                    .setParameter(1, now.toEpochMilli());
            for (int i = 0; i < some.size(); i++) {
                query.setParameter(i + 2, some.get(i));
            }
            rows(query).forEach(row -> rows.put(new Key(row.deviceId(), row.kind()), row));
        }
        return new Standing(rows);
    }

    private static String places(int count) {
        StringBuilder places = new StringBuilder();
        for (int i = 1; i < count; i++) {
            places.append(", ?").append(i + 2);
        }
        return places.toString();
    }

    /**
     * The first to end comes first.
     *
     * @param owner of whom; null for all
     */
    List<Row> all(String owner, Instant now, int most) {
        Query query = entityManager
                .createNativeQuery(SELECT + (owner == null ? "" : " AND owner = ?2")
                        + " ORDER BY until_at, device_id, kind LIMIT " + most)
                .setParameter(1, now.toEpochMilli());
        if (owner != null) {
            query.setParameter(2, owner);
        }
        return rows(query);
    }

    /** What has ended by itself is of no use to anybody. One by one, by key, so that nothing else is locked. */
    void forgetPassed(Instant now) {
        List<?> passed = entityManager
                .createNativeQuery("SELECT device_id, kind FROM alert_snooze FORCE INDEX (alert_snooze_until)"
                        + " WHERE until_at <= ?1 ORDER BY until_at LIMIT " + DEVICES)
                .setParameter(1, now.toEpochMilli())
                .getResultList();
        for (Object each : passed) {
            Object[] key = (Object[]) each;
            entityManager
                    .createNativeQuery("DELETE FROM alert_snooze WHERE device_id = ?1 AND kind = ?2 AND until_at <= ?3")
                    .setParameter(1, key[0])
                    .setParameter(2, key[1])
                    .setParameter(3, now.toEpochMilli())
                    .executeUpdate();
        }
    }

    private static List<Row> rows(Query query) {
        List<Row> rows = new ArrayList<>();
        for (Object each : query.getResultList()) {
            Object[] row = (Object[]) each;
            rows.add(new Row(
                    (String) row[0],
                    AlertKind.valueOf((String) row[1]),
                    (String) row[2],
                    Instant.ofEpochMilli(((Number) row[3]).longValue()),
                    (String) row[4],
                    Instant.ofEpochMilli(((Number) row[5]).longValue())));
        }
        return rows;
    }
}
