package energy.ems.notification;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertMessage;
import energy.ems.alerting.AlertState;
import energy.ems.platform.MultiRowInsert;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes down who is to be told of what, once for each change of an alert, on one node at a time.
 *
 * <p>The changes of alerts are numbered without gaps in the order of their commits, and stored with them. So one number
 * says how far everything has been written down; it moves on in the transaction that writes.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MessageBook {

    /** For how long alerts gather before they leave, so that a storm of them is one message. */
    static final Duration GATHERING = Duration.ofSeconds(10);

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT INTO notification (username, channel, sequence, occasion, due_at)",
            5,
            // Another occasion to tell of the same is none.
            " ON DUPLICATE KEY UPDATE due_at = due_at");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AlertFeed feed;

    @Inject
    AccountDirectory accounts;

    @Inject
    Clock clock;

    /** @return whether there may be more to write down */
    public boolean writeNext() {
        OptionalLong written = lock();
        if (written.isEmpty()) {
            return false;
        }
        // BEWARE: asked before the changes are read. What is committed in between is left for the next time; the other
        // way round it would be skipped.
        long newest = feed.newest();
        if (newest == written.getAsLong()) {
            return false;
        }
        if (newest < written.getAsLong()) {
            // The numbers of alerts were set back by hand: what is raised from now on counts.
            moveTo(newest);
            return false;
        }
        List<AlertMessage> changes = feed.next(written.getAsLong());
        write(changes.stream()
                .filter(change -> change.state() == AlertState.RAISED)
                .toList());
        boolean more = changes.size() == AlertFeed.MOST;
        // History has numbers, too, but is not among the changes.
        long last = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).sequence();
        moveTo(more ? last : Math.max(newest, last));
        return more;
    }

    private OptionalLong lock() {
        List<?> row = entityManager
                .createNativeQuery("SELECT sequence FROM notification_progress WHERE id = 1 FOR UPDATE SKIP LOCKED")
                .getResultList();
        return row.isEmpty() ? OptionalLong.empty() : OptionalLong.of(((Number) row.get(0)).longValue());
    }

    private void moveTo(long sequence) {
        entityManager
                .createNativeQuery("UPDATE notification_progress SET sequence = ?1 WHERE id = 1")
                .setParameter(1, sequence)
                .executeUpdate();
    }

    private void write(List<AlertMessage> raised) {
        List<Choice> choices = raised.isEmpty() ? List.of() : choices(raised);
        if (choices.isEmpty()) {
            return;
        }
        Map<String, Addressee> people =
                accounts.addressees(choices.stream().map(Choice::username).toList());
        Instant now = clock.instant();
        List<Object[]> rows = new ArrayList<>();
        for (AlertMessage alert : raised) {
            for (Choice choice : choices) {
                Addressee person = people.get(choice.username());
                if (person != null && person.maySee(alert.owner())) {
                    write(alert, choice, person, now, rows);
                }
            }
        }
        INSERT.run(entityManager, rows);
    }

    private static void write(AlertMessage alert, Choice choice, Addressee person, Instant now, List<Object[]> rows) {
        boolean own = person.username().equals(alert.owner());
        for (Channel channel : Channel.values()) {
            if (!choice.wants(channel, alert.kind())) {
                continue;
            }
            if (own || choice.isOfAllDevices() && person.seesAll()) {
                rows.add(row(person, channel, alert, Occasion.RAISED, now.plus(GATHERING)));
            }
            if (choice.escalateAfterMinutes() != null && person.seesAll() && !alert.history()) {
                rows.add(row(
                        person,
                        channel,
                        alert,
                        Occasion.ESCALATED,
                        now.plus(Duration.ofMinutes(choice.escalateAfterMinutes()))));
            }
        }
    }

    private static Object[] row(Addressee person, Channel channel, AlertMessage alert, Occasion occasion, Instant due) {
        return new Object[] {person.username(), channel.name(), alert.sequence(), occasion.name(), due.toEpochMilli()};
    }

    /** Of all whom one of the alerts may concern. */
    private List<Choice> choices(List<AlertMessage> raised) {
        Set<String> owners = raised.stream()
                .map(AlertMessage::owner)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        // A list without anything in it is no SQL, and nobody has an empty name.
        owners.add("");
        return entityManager
                .createQuery(
                        "SELECT c FROM Choice c WHERE (c.mailKinds <> '' OR c.webhookKinds <> '')"
                                + " AND (c.username IN :owners OR c.allDevices = TRUE"
                                + " OR c.escalateAfterMinutes IS NOT NULL)",
                        Choice.class)
                .setParameter("owners", owners)
                .getResultList();
    }
}
