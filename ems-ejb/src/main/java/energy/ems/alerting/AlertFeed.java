package energy.ems.alerting;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to tell of, which history is only in sum, and what a browser has missed. For the {@link AlertTail}, for
 * the messages, which know whom they may tell, and for the WebSocket, which has authenticated its user at the handshake.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class AlertFeed {

    /** At most so many are told again; who missed more sees the rest on the page. */
    public static final int MOST = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StandingSnoozes snoozes;

    @Inject
    Clock clock;

    private static final String CHANGES = "SELECT a.id, a.kind, c.state, a.device_id, a.device_name, a.owner,"
            + " a.hour_start, a.last_hour_start, a.hours, c.energy_kwh, c.limit_kwh, a.raised_at, c.sequence, c.reason"
            + " FROM alert_change c JOIN alert a ON a.id = c.alert_id WHERE c.sequence > ?1 AND a.history = FALSE";

    /**
     * @param seesAll whether alerts of all devices are wanted, as for administrators
     * @param sequence the last change that was seen
     * @return the latest {@value #MOST} changes after it that the user may see, ascending
     */
    public List<AlertMessage> after(String username, boolean seesAll, long sequence) {
        Query query = entityManager
                .createNativeQuery(
                        CHANGES + (seesAll ? "" : " AND a.owner = ?2") + " ORDER BY c.sequence DESC LIMIT " + MOST)
                .setParameter(1, sequence);
        if (!seesAll) {
            query.setParameter(2, username);
        }
        List<AlertMessage> missed = messages(query);
        Collections.reverse(missed);
        return missed;
    }

    /** The number of the newest change; 0 before the first. */
    public long newest() {
        return number(entityManager
                .createNativeQuery("SELECT value FROM alert_sequence WHERE id = 1")
                .getSingleResult());
    }

    /** The number of the newest change that is older than that; 0 when there is none. */
    public long newestBefore(Instant time) {
        // From the newest on, because the largest of all that are older would be looked for among all of them.
        List<?> newest = entityManager
                .createNativeQuery(
                        "SELECT sequence FROM alert_change WHERE changed_at < ?1 ORDER BY sequence DESC LIMIT 1")
                .setParameter(1, time.toEpochMilli())
                .getResultList();
        return newest.isEmpty() ? 0 : number(newest.get(0));
    }

    /** The first {@value #MOST} changes after that number, of all users, ascending. */
    public List<AlertMessage> next(long sequence) {
        return messages(entityManager
                .createNativeQuery(CHANGES + " ORDER BY c.sequence LIMIT " + MOST)
                .setParameter(1, sequence));
    }

    /** The changes of these numbers, with whom their alerts belong to by now, ascending; those of history are left out. */
    public List<AlertMessage> numbered(Collection<Long> sequences) {
        return sequences.isEmpty()
                ? List.of()
                : messages(entityManager
                        .createNativeQuery(CHANGES + " AND c.sequence IN (" + list(sequences) + ") ORDER BY c.sequence")
                        .setParameter(1, 0));
    }

    /** Those of the changes that raised an alert which still stands, which nobody has acknowledged and which was not raised anew since. */
    public Set<Long> unattended(Collection<Long> sequences) {
        if (sequences.isEmpty()) {
            return Set.of();
        }
        List<?> found = entityManager
                .createNativeQuery("SELECT c.sequence FROM alert_change c JOIN alert a ON a.id = c.alert_id"
                        + " WHERE c.sequence IN (" + list(sequences) + ") AND a.acknowledged_at IS NULL"
                        + " AND a.history = FALSE AND a.state <> 'CLEARED' AND NOT EXISTS (SELECT 1"
                        + " FROM alert_change d WHERE d.alert_id = c.alert_id AND d.sequence > c.sequence"
                        + " AND d.state = 'RAISED')")
                .getResultList();
        return found.stream().map(AlertFeed::number).collect(Collectors.toSet());
    }

    /** Numbers only, so that they may stand in the statement: no limit to their count, and nothing to be parsed. */
    private static String list(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private List<AlertMessage> messages(Query query) {
        List<AlertMessage> messages = new ArrayList<>();
        for (Object row : query.getResultList()) {
            messages.add(message((Object[]) row));
        }
        return snoozes.markMessages(messages, clock.instant());
    }

    private static AlertMessage message(Object[] row) {
        AlertKind kind = AlertKind.valueOf((String) row[1]);
        return new AlertMessage(
                number(row[0]),
                kind,
                AlertState.valueOf((String) row[2]),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                Instant.ofEpochMilli(number(row[6])),
                row[7] == null ? null : Instant.ofEpochMilli(number(row[7])),
                row[8] == null ? null : (int) number(row[8]),
                AlertJson.plain((BigDecimal) row[9]),
                AlertJson.plain((BigDecimal) row[10]),
                kind == AlertKind.PAST_LIMIT_EXCEEDED,
                Instant.ofEpochMilli(number(row[11])),
                number(row[12]),
                AlertReason.valueOf((String) row[13]),
                null);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
