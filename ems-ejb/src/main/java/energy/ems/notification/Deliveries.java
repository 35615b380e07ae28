package energy.ems.notification;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertMessage;
import energy.ems.notification.Attempt.Kind;
import energy.ems.notification.Attempt.State;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lends deliveries to whoever sends them, and notes what became of them.
 *
 * <p>Before an attempt the row says that one is under way, and until when its node has the time; afterwards it says how it
 * ended. When a node dies in between, nobody knows whether the other side had taken it: another node sends it again, with
 * the same key, when the time is over.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Deliveries {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AlertFeed feed;

    @Inject
    AccountDirectory accounts;

    @Inject
    Clock clock;

    @Inject
    Instance<Enclosures> enclosures;

    /**
     * An attempt that is under way.
     *
     * @param number which of the delivery's
     * @param letter null when there is nothing left to say; the delivery is gone then
     */
    public record Loan(long id, int number, Channel channel, Letter letter) {}

    /** How things stand, of all nodes. */
    public record Figures(long waiting, Instant oldest, long failed) {}

    /** @return the next that is due, or null */
    public Loan borrow(Channel channel) {
        Long id = due(channel);
        if (id == null) {
            return null;
        }
        Delivery delivery = entityManager.find(Delivery.class, id);
        delivery.begin(clock.instant());
        return loan(delivery);
    }

    /** Makes a test for that person, which is under way already. */
    public Loan borrowTest(String username, Channel channel) {
        Delivery delivery = new Delivery(username, channel, Kind.TEST, 0, clock.instant());
        delivery.begin(clock.instant());
        entityManager.persist(delivery);
        entityManager.flush();
        return loan(delivery);
    }

    private Loan loan(Delivery delivery) {
        Letter letter = letter(delivery);
        if (letter == null) {
            entityManager.remove(delivery);
        }
        return new Loan(delivery.id(), delivery.attempts(), delivery.channel(), letter);
    }

    /** One state after the other, so that each is a range of the index. What is under way is due when its node is given up. */
    private Long due(Channel channel) {
        for (State state : List.of(State.WAITING, State.SENDING)) {
            List<?> ids = entityManager
                    .createNativeQuery("SELECT id FROM notification_delivery FORCE INDEX (notification_delivery_due)"
                            + " WHERE state = ?1 AND channel = ?2 AND due_at <= ?3 ORDER BY due_at, id LIMIT 1"
                            + " FOR UPDATE SKIP LOCKED")
                    .setParameter(1, state.name())
                    .setParameter(2, channel.name())
                    .setParameter(3, clock.millis())
                    .getResultList();
            if (!ids.isEmpty()) {
                return ((Number) ids.get(0)).longValue();
            }
        }
        return null;
    }

    /** What there is to say now, of what the person may see now; null when that is nothing, or the person is gone. */
    private Letter letter(Delivery delivery) {
        Addressee person = accounts.addressees(Set.of(delivery.username())).get(delivery.username());
        Choice choice = entityManager.find(Choice.class, delivery.username());
        if (choice == null && delivery.kind() != Kind.ALERTS) {
            choice = new Choice(delivery.username());
        }
        if (person == null || choice == null) {
            return null;
        }
        Map<Hold, Integer> held = new EnumMap<>(Hold.class);
        Map<Long, Occasion> occasions = new TreeMap<>();
        for (Object row : messages(delivery.id())) {
            Object[] columns = (Object[]) row;
            // Of two occasions to tell of the same, the later says more.
            occasions.merge(
                    ((Number) columns[0]).longValue(),
                    Occasion.valueOf((String) columns[1]),
                    (one, other) -> one.compareTo(other) > 0 ? one : other);
            if (columns[2] != null) {
                held.merge(Hold.valueOf((String) columns[2]), 1, Integer::sum);
            }
        }
        List<Letter.Told> told = new ArrayList<>();
        for (AlertMessage alert : feed.numbered(occasions.keySet())) {
            if (person.maySee(alert.owner())) {
                told.add(new Letter.Told(alert, occasions.get(alert.sequence())));
            }
        }
        if (told.isEmpty() && delivery.kind() == Kind.ALERTS) {
            return null;
        }
        Enclosure enclosure = delivery.reportId() == null ? null : enclosure(person, delivery.reportId());
        if (enclosure == null && delivery.kind() == Kind.REPORT) {
            return null;
        }
        return new Letter(
                delivery.messageKey(),
                delivery.createdAt(),
                delivery.kind(),
                person,
                Letter.Settings.of(choice),
                List.copyOf(told.subList(0, Math.min(Letter.MOST, told.size()))),
                Math.max(0, told.size() - Letter.MOST),
                held,
                enclosure);
    }

    private Enclosure enclosure(Addressee person, long number) {
        return enclosures.isResolvable() ? enclosures.get().find(person, number) : null;
    }

    private List<?> messages(long delivery) {
        return entityManager
                .createNativeQuery("SELECT sequence, occasion, held FROM notification WHERE delivery_id = ?1")
                .setParameter(1, delivery)
                .getResultList();
    }

    /** Notes what became of an attempt, unless it was given up meanwhile. */
    public Attempt giveBack(Loan loan, Outcome outcome) {
        Delivery delivery = entityManager.find(Delivery.class, loan.id(), LockModeType.PESSIMISTIC_WRITE);
        if (delivery == null || !delivery.isAt(loan.number())) {
            return null;
        }
        delivery.end(outcome, clock.instant());
        if (outcome.shared() && delivery.isWaiting()) {
            entityManager.flush();
            putOff(delivery);
        }
        return delivery.view();
    }

    /**
     * All that goes the same way fares alike: it waits as long as this one, and is tried a moment before it. It may have
     * been this one after all, which makes a server hang up, and nobody shall wait for that.
     */
    private void putOff(Delivery delivery) {
        boolean ofThePerson = delivery.channel() == Channel.WEBHOOK;
        var update = entityManager
                .createNativeQuery(
                        "UPDATE notification_delivery FORCE INDEX (notification_delivery_due) SET due_at = ?1"
                                + " WHERE state = 'WAITING' AND channel = ?2 AND due_at < ?1"
                                + (ofThePerson ? " AND username = ?3" : ""))
                .setParameter(1, delivery.dueAt().toEpochMilli() - 1)
                .setParameter(2, delivery.channel().name());
        if (ofThePerson) {
            update.setParameter(3, delivery.username());
        }
        update.executeUpdate();
    }

    /** What has not left yet, and what has failed for good within the last day. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Figures figures() {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT"
                        + " (SELECT COUNT(*) FROM notification_delivery WHERE state IN ('WAITING', 'SENDING')),"
                        + " (SELECT MIN(created_at) FROM notification_delivery WHERE state IN ('WAITING', 'SENDING')),"
                        + " (SELECT COUNT(*) FROM notification_delivery WHERE state = 'FAILED' AND created_at >= ?1"
                        // Who tries has seen it.
                        + " AND kind <> 'TEST')")
                .setParameter(1, clock.millis() - 86_400_000)
                .getSingleResult();
        return new Figures(
                ((Number) row[0]).longValue(),
                row[1] == null ? null : Instant.ofEpochMilli(((Number) row[1]).longValue()),
                ((Number) row[2]).longValue());
    }
}
