package energy.ems.messaging;

import energy.ems.platform.Backlog;
import energy.ems.platform.MultiRowInsert;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes the messages that have to leave if, and only if, the current transaction commits. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Outbox {

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT INTO outbox (exchange_name, routing_key, body, headers, created_at, due_at, urgent)", 7);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    @Inject
    Event<OutboxFilled> filled;

    @Resource
    TransactionSynchronizationRegistry transaction;

    public void add(String exchange, String routingKey, byte[] body, Map<String, String> headers) {
        addAll(List.of(new OutgoingMessage(exchange, routingKey, body, headers)));
    }

    /** Adds many messages at the cost of a few statements. */
    public void addAll(List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        long now = clock.millis();
        INSERT.run(
                entityManager,
                messages.stream().map(message -> row(message, now)).toList());
        announceOnce();
    }

    /** Keeps messages that hang on no transaction, in one of their own. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void keep(List<OutgoingMessage> messages) {
        addAll(messages);
    }

    /** How many device events have not left yet. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long pendingDeviceEvents() {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM outbox WHERE routing_key = ?1")
                        .setParameter(1, Destinations.DEVICE_EVENTS)
                        .getSingleResult())
                .longValue();
    }

    /** The messages that have not left yet, of all nodes. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Backlog backlog() {
        // The rows' ids grow with time, so this reads one row where MIN(created_at) would read them all.
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT COUNT(*), (SELECT created_at FROM outbox ORDER BY id LIMIT 1) FROM outbox")
                .getSingleResult();
        Instant oldest = row[1] == null ? null : Instant.ofEpochMilli(((Number) row[1]).longValue());
        return new Backlog(((Number) row[0]).longValue(), oldest);
    }

    /** How many of them the broker has refused before; each is tried again from time to time. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long setAside() {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM outbox WHERE attempts > 0")
                        .getSingleResult())
                .longValue();
    }

    private static Object[] row(OutgoingMessage message, long now) {
        String headers = message.headers().isEmpty() ? null : HeadersJson.write(message.headers());
        return new Object[] {
            message.exchange(), message.routingKey(), message.body(), headers, now, now, isUrgent(message)
        };
    }

    /** Somebody waits for an alert; of device events there may be a hundred thousand at once. */
    private static boolean isUrgent(OutgoingMessage message) {
        return message.routingKey().equals(Destinations.ALERTS);
    }

    /** Once for a transaction is enough, as each event costs a transaction synchronisation. */
    private void announceOnce() {
        if (transaction.getResource(OutboxFilled.class) == null) {
            transaction.putResource(OutboxFilled.class, Boolean.TRUE);
            filled.fire(new OutboxFilled());
        }
    }
}
