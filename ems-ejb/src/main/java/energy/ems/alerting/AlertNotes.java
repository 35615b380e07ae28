package energy.ems.alerting;

import energy.ems.alerting.AlertEntry.Act;
import energy.ems.boundary.Caller;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The record of what became of alerts: each change that the system has made, and each act of a person. */
@ApplicationScoped
class AlertNotes {

    /** The latest of each; who has more to look at looks at the audit log. */
    static final int MOST = 500;

    private static final MultiRowInsert INSERT =
            new MultiRowInsert("INSERT INTO alert_note (alert_id, act, noted_at, author, about, words)", 6);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Of many alerts alike. */
    void add(Collection<Long> alerts, Act act, String author) {
        long now = clock.millis();
        INSERT.run(
                entityManager,
                alerts.stream()
                        .map(alert -> new Object[] {alert, act.name(), now, author, null, null})
                        .toList());
    }

    void add(long alert, Act act, String author, String about, String words) {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {alert, act.name(), clock.millis(), author, about, words});
        INSERT.run(entityManager, rows);
    }

    /** An account is deleted: what it has said stays, and says so; what it should see to has nobody for it. */
    void letGo(String username) {
        entityManager
                .createNativeQuery("INSERT INTO alert_note (alert_id, act, noted_at, author, about)"
                        + " SELECT id, '" + Act.ASSIGNEE_GONE + "', ?2, ?3, assigned_to"
                        + " FROM alert FORCE INDEX (alert_by_assignee) WHERE assigned_to = ?1")
                .setParameter(1, username)
                .setParameter(2, clock.millis())
                .setParameter(3, Caller.SYSTEM)
                .executeUpdate();
        entityManager
                .createNativeQuery("UPDATE alert_note FORCE INDEX (alert_note_by_author) SET author_gone = TRUE"
                        + " WHERE author = ?1")
                .setParameter(1, username)
                .executeUpdate();
    }

    /** Whether an alert that was acknowledged under that name was so by the account of today, not by a former one. */
    boolean isAcknowledgementOf(long alert, String username) {
        List<?> gone = entityManager
                .createNativeQuery("SELECT author_gone FROM alert_note FORCE INDEX (alert_note_by_alert)"
                        + " WHERE alert_id = ?1 AND act = '" + Act.ACKNOWLEDGED + "' AND author = ?2"
                        + " ORDER BY id DESC LIMIT 1")
                .setParameter(1, alert)
                .setParameter(2, username)
                .getResultList();
        return !gone.isEmpty() && !isTrue(gone.get(0));
    }

    /**
     * The oldest first.
     *
     * @param since what was before is left out; null for all
     */
    List<AlertEntry> of(long alert, Instant since) {
        long from = since == null ? 0 : since.toEpochMilli();
        List<AlertEntry> entries = new ArrayList<>(changes(alert, from));
        entries.addAll(notes(alert, from));
        // What the system did comes before what people did about it in the same moment.
        entries.sort(Comparator.comparing(AlertEntry::at));
        return entries;
    }

    private List<AlertEntry> changes(long alert, long from) {
        List<AlertEntry> entries = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery("SELECT changed_at, state, energy_kwh, limit_kwh, reason FROM alert_change"
                        + " WHERE alert_id = ?1 AND changed_at >= ?2 ORDER BY sequence DESC LIMIT " + MOST)
                .setParameter(1, alert)
                .setParameter(2, from)
                .getResultList()) {
            Object[] row = (Object[]) each;
            entries.add(
                    0,
                    new AlertEntry(
                            instant(row[0]),
                            Act.valueOf((String) row[1]),
                            null,
                            false,
                            null,
                            null,
                            AlertJson.plain((BigDecimal) row[2]),
                            AlertJson.plain((BigDecimal) row[3]),
                            row[4] == null ? null : AlertReason.valueOf((String) row[4])));
        }
        return entries;
    }

    private List<AlertEntry> notes(long alert, long from) {
        List<AlertEntry> entries = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery("SELECT noted_at, act, author, author_gone, about, words FROM alert_note"
                        + " WHERE alert_id = ?1 AND noted_at >= ?2 ORDER BY id DESC LIMIT " + MOST)
                .setParameter(1, alert)
                .setParameter(2, from)
                .getResultList()) {
            Object[] row = (Object[]) each;
            Act act = Act.valueOf((String) row[1]);
            entries.add(
                    0,
                    new AlertEntry(
                            instant(row[0]),
                            act,
                            act == Act.ASSIGNEE_GONE ? null : (String) row[2],
                            isTrue(row[3]),
                            (String) row[4],
                            (String) row[5],
                            null,
                            null,
                            null));
        }
        return entries;
    }

    /** Drivers differ in what they make of a BOOLEAN. */
    private static boolean isTrue(Object column) {
        return column instanceof Boolean flag ? flag : ((Number) column).intValue() != 0;
    }

    private static Instant instant(Object millis) {
        return Instant.ofEpochMilli(((Number) millis).longValue());
    }
}
