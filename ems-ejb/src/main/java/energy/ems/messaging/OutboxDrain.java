package energy.ems.messaging;

import energy.ems.platform.Removal;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends one batch of the outbox in one transaction.
 *
 * <p>The rows stay locked while the broker is asked, and go when it has confirmed. Nodes do not wait for each other:
 * what another has locked is skipped. When this node dies in between, its locks end and the rows are sent again.
 */
@Stateless
@PermitAll
public class OutboxDrain {

    static final int BATCH = 500;

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final Duration ALERT_LIFETIME = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    MessagePublisher publisher;

    @Inject
    Clock clock;

    /**
     * @return how many rows were tried: fewer than {@value #BATCH} means that nothing more is due
     * @throws BrokerUnavailableException when the broker is away; the rows stay
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int sendBatch() {
        List<Row> rows = lockDue();
        if (!rows.isEmpty()) {
            Map<Integer, String> refused = send(rows.stream().map(Row::message).toList());
            List<Long> gone = IntStream.range(0, rows.size())
                    .filter(index -> !refused.containsKey(index) || isPast(rows.get(index)))
                    .mapToObj(index -> rows.get(index).id())
                    .toList();
            Removal.of(entityManager, "outbox", gone);
            refused.forEach((index, reason) -> postpone(rows.get(index), reason));
        }
        return rows.size();
    }

    /**
     * Sends them all. When one of them makes the broker close the channel, or cannot be sent at all, the others must not
     * wait for it: it is found by halves, each sent by itself. What was taken before is then sent twice, which every
     * receiver allows for.
     */
    private Map<Integer, String> send(List<OutgoingMessage> messages) {
        try {
            return publisher.publish(messages);
        } catch (RuntimeException failure) {
            if (isSlow(failure) || !publisher.answers()) {
                throw failure;
            }
            if (messages.size() == 1) {
                return Map.of(0, "cannot be sent: " + rootCause(failure).getMessage());
            }
            int half = messages.size() / 2;
            Map<Integer, String> refused = new TreeMap<>(send(messages.subList(0, half)));
            send(messages.subList(half, messages.size())).forEach((index, reason) -> refused.put(half + index, reason));
            return refused;
        }
    }

    /** A broker that confirms late would do so for each half, while the rows stay locked. */
    private static boolean isSlow(Throwable failure) {
        Throwable cause = rootCause(failure);
        return cause instanceof TimeoutException || cause instanceof InterruptedException;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Alerts before all others, each by age. */
    private List<Row> lockDue() {
        List<Row> rows = lockDue(true, BATCH);
        if (rows.size() < BATCH) {
            rows.addAll(lockDue(false, BATCH - rows.size()));
        }
        return rows;
    }

    @SuppressWarnings("unchecked")
    private List<Row> lockDue(boolean urgent, int most) {
        List<Object[]> rows = entityManager
                .createNativeQuery(due(urgent, most))
                .setParameter(1, clock.millis())
                .getResultList();
        return rows.stream().map(Row::of).collect(Collectors.toCollection(ArrayList::new));
    }

    static String due(boolean urgent, int most) {
        return "SELECT id, exchange_name, routing_key, body, headers, attempts, created_at FROM outbox"
                + " FORCE INDEX (outbox_by_due) WHERE urgent = " + urgent
                + " AND due_at <= ?1 ORDER BY due_at, id LIMIT " + most + " FOR UPDATE SKIP LOCKED";
    }

    /** An alert is for whoever listens now; it is stored besides, and read from there by whoever comes later. */
    private boolean isPast(Row row) {
        return row.message().routingKey().equals(Destinations.ALERTS)
                && row.createdAt() < clock.millis() - ALERT_LIFETIME.toMillis();
    }

    /** What the broker has no queue for stays, so that it arrives when somebody has made the queue. */
    private void postpone(Row row, String reason) {
        Duration delay = Duration.ofSeconds(1L << Math.min(row.attempts(), 10));
        delay = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        entityManager
                .createNativeQuery(
                        "UPDATE outbox SET attempts = attempts + 1, due_at = ?1, last_error = ?2 WHERE id = ?3")
                .setParameter(1, clock.millis() + delay.toMillis())
                .setParameter(2, reason.length() > 500 ? reason.substring(0, 500) : reason)
                .setParameter(3, row.id())
                .executeUpdate();
    }

    private record Row(long id, OutgoingMessage message, int attempts, long createdAt) {

        static Row of(Object[] columns) {
            return new Row(
                    ((Number) columns[0]).longValue(),
                    new OutgoingMessage(
                            (String) columns[1], (String) columns[2], (byte[]) columns[3], HeadersJson.read((String)
                                    columns[4])),
                    ((Number) columns[5]).intValue(),
                    ((Number) columns[6]).longValue());
        }
    }
}
