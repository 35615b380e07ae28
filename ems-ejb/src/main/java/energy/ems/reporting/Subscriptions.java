package energy.ems.reporting;

import energy.ems.boundary.AccountDeleted;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.PlaceRenamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The rows that say who wants which reports, and which month of each is next. */
@ApplicationScoped
class Subscriptions {

    /** Stands for a person's own devices where a place would stand. */
    static final String OWN = "";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** @param place {@link #OWN} for the person's own devices */
    record Subscription(String username, String place) {}

    /** The places of a person's reports, {@link #OWN} among them if they want that one. */
    @SuppressWarnings("unchecked")
    List<String> places(String username) {
        return entityManager
                .createNativeQuery("SELECT place FROM report_subscription WHERE username = ?1 ORDER BY place")
                .setParameter(1, username)
                .getResultList();
    }

    /** Where it is there already, nothing changes. */
    void add(Subscription subscription, YearMonth next, Instant due) {
        entityManager
                .createNativeQuery("INSERT INTO report_subscription (username, place, next_month, due_at)"
                        + " VALUES (?1, ?2, ?3, ?4) ON DUPLICATE KEY UPDATE due_at = due_at")
                .setParameter(1, subscription.username())
                .setParameter(2, subscription.place())
                .setParameter(3, next.toString())
                .setParameter(4, due.toEpochMilli())
                .executeUpdate();
    }

    void remove(Subscription subscription) {
        entityManager
                .createNativeQuery("DELETE FROM report_subscription WHERE username = ?1 AND place = ?2")
                .setParameter(1, subscription.username())
                .setParameter(2, subscription.place())
                .executeUpdate();
    }

    List<Subscription> due(Instant now, int most) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT username, place FROM report_subscription"
                        + " WHERE due_at <= ?1 ORDER BY due_at, username, place LIMIT " + most)
                .setParameter(1, now.toEpochMilli())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Subscription((String) row[0], (String) row[1]))
                .toList();
    }

    /** Locks it. @return the month that is next; empty when it is not due any more, or another node is at it */
    Optional<YearMonth> lock(Subscription subscription, Instant now) {
        List<?> row = entityManager
                .createNativeQuery("SELECT next_month FROM report_subscription FORCE INDEX (PRIMARY)"
                        + " WHERE username = ?1 AND place = ?2 AND due_at <= ?3 FOR UPDATE SKIP LOCKED")
                .setParameter(1, subscription.username())
                .setParameter(2, subscription.place())
                .setParameter(3, now.toEpochMilli())
                .getResultList();
        return row.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse((String) row.get(0)));
    }

    void moveTo(Subscription subscription, YearMonth next, Instant due) {
        entityManager
                .createNativeQuery("UPDATE report_subscription FORCE INDEX (PRIMARY) SET next_month = ?1, due_at = ?2"
                        + " WHERE username = ?3 AND place = ?4")
                .setParameter(1, next.toString())
                .setParameter(2, due.toEpochMilli())
                .setParameter(3, subscription.username())
                .setParameter(4, subscription.place())
                .executeUpdate();
    }

    /** A later namesake gets none of it. */
    void letGo(@Observes AccountDeleted account) {
        for (String table : List.of("report_subscription", "report")) {
            entityManager
                    .createNativeQuery("DELETE FROM " + table + " WHERE username = ?1")
                    .setParameter(1, account.username())
                    .executeUpdate();
        }
    }

    /** Whoever has a place's reports gets those of its new name; what is archived keeps the old one. */
    void follow(@Observes PlaceRenamed renamed) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT username, place, next_month, due_at FROM report_subscription"
                        + " WHERE place <> '' ORDER BY username, place")
                .getResultList();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            String place = (String) row[1];
            if (DevicePlace.isAtOrBelow(place, renamed.from())) {
                String path = renamed.to() + place.substring(renamed.from().length());
                remove(new Subscription((String) row[0], place));
                add(
                        new Subscription((String) row[0], path),
                        YearMonth.parse((String) row[2]),
                        Instant.ofEpochMilli(((Number) row[3]).longValue()));
            }
        }
    }
}
