package energy.ems.reporting;

import energy.ems.boundary.AccountDeleted;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.PlaceRenamed;
import energy.ems.group.GroupDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The rows that say who wants which reports, and which month of each is next. */
@ApplicationScoped
class Subscriptions {

    /** Stands where a place or a group would stand. */
    private static final String NONE = "";

    private static final String COLUMNS = "username, place, group_id";
    private static final String KEY = "username = ?1 AND place = ?2 AND group_id = ?3";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    record Subscription(String username, ReportSubject subject) {}

    /** As it is stored: the place, then the group. */
    static String place(ReportSubject subject) {
        return subject.place() == null ? NONE : subject.place();
    }

    static String group(ReportSubject subject) {
        return subject.group() == null ? NONE : subject.group();
    }

    /** From what is stored. */
    static ReportSubject subject(Object place, Object group) {
        return new ReportSubject(orNull((String) place), orNull((String) group));
    }

    private static String orNull(String stored) {
        return stored.equals(NONE) ? null : stored;
    }

    /** What a person's reports are about. */
    List<ReportSubject> of(String username) {
        return list(query("SELECT " + COLUMNS + " FROM report_subscription WHERE username = ?1"
                                + " ORDER BY place, group_id")
                        .setParameter(1, username))
                .stream()
                .map(Subscription::subject)
                .toList();
    }

    private static List<Subscription> list(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Subscription((String) row[0], subject(row[1], row[2])))
                .toList();
    }

    private Query query(String sql) {
        return entityManager.createNativeQuery(sql);
    }

    /** With the parameters of {@link #KEY}. */
    private Query query(String sql, Subscription subscription) {
        return query(sql)
                .setParameter(1, subscription.username())
                .setParameter(2, place(subscription.subject()))
                .setParameter(3, group(subscription.subject()));
    }

    /** Where it is there already, nothing changes. */
    void add(Subscription subscription, YearMonth next, Instant due) {
        query(
                        "INSERT INTO report_subscription (" + COLUMNS + ", next_month, due_at)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5) ON DUPLICATE KEY UPDATE due_at = due_at",
                        subscription)
                .setParameter(4, next.toString())
                .setParameter(5, due.toEpochMilli())
                .executeUpdate();
    }

    void remove(Subscription subscription) {
        query("DELETE FROM report_subscription WHERE " + KEY, subscription).executeUpdate();
    }

    List<Subscription> due(Instant now, int most) {
        return list(query("SELECT " + COLUMNS + " FROM report_subscription"
                        + " WHERE due_at <= ?1 ORDER BY due_at, username, place, group_id LIMIT " + most)
                .setParameter(1, now.toEpochMilli()));
    }

    /** Locks it. @return the month that is next; empty when it is not due any more, or another node is at it */
    Optional<YearMonth> lock(Subscription subscription, Instant now) {
        List<?> row = query(
                        "SELECT next_month FROM report_subscription FORCE INDEX (PRIMARY)" + " WHERE " + KEY
                                + " AND due_at <= ?4 FOR UPDATE SKIP LOCKED",
                        subscription)
                .setParameter(4, now.toEpochMilli())
                .getResultList();
        return row.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse((String) row.get(0)));
    }

    void moveTo(Subscription subscription, YearMonth next, Instant due) {
        query(
                        "UPDATE report_subscription FORCE INDEX (PRIMARY) SET next_month = ?4, due_at = ?5 WHERE "
                                + KEY,
                        subscription)
                .setParameter(4, next.toString())
                .setParameter(5, due.toEpochMilli())
                .executeUpdate();
    }

    /** A later namesake gets none of it. */
    void letGo(@Observes AccountDeleted account) {
        for (String table : List.of("report_subscription", "report")) {
            query("DELETE FROM " + table + " WHERE username = ?1")
                    .setParameter(1, account.username())
                    .executeUpdate();
        }
    }

    /** Nobody gets its reports any more; what is archived stays. */
    void letGo(@Observes GroupDeleted group) {
        // Each by its key, so that it waits for no other.
        list(query("SELECT " + COLUMNS + " FROM report_subscription WHERE group_id = ?1 ORDER BY username")
                        .setParameter(1, group.id()))
                .forEach(this::remove);
    }

    /** Whoever has a place's reports gets those of its new name; what is archived keeps the old one. */
    void follow(@Observes PlaceRenamed renamed) {
        List<?> rows = query("SELECT username, place, next_month, due_at FROM report_subscription"
                        + " WHERE place <> '' ORDER BY username, place")
                .getResultList();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            String place = (String) row[1];
            if (DevicePlace.isAtOrBelow(place, renamed.from())) {
                String path = renamed.to() + place.substring(renamed.from().length());
                remove(new Subscription((String) row[0], ReportSubject.ofPlace(place)));
                add(
                        new Subscription((String) row[0], ReportSubject.ofPlace(path)),
                        YearMonth.parse((String) row[2]),
                        Instant.ofEpochMilli(((Number) row[3]).longValue()));
            }
        }
    }
}
