package energy.ems.notification;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertMessage;
import energy.ems.notification.Attempt.Kind;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes deliveries of the messages that are due: all that has gathered for one person and channel leaves at once, unless
 * it is the person's quiet time or they have had as many as they want within the hour. On one node at a time.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Bundles {

    private static final int MOST = 100;
    private static final Duration CAP_OVER = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String DUE = " WHERE delivery_id IS NULL AND due_at <= ?1 AND username = ?2 AND channel = ?3";

    /** What is told later than when it was raised. */
    private static final String LATE = " AND (occasion = 'ESCALATED' OR held = 'SNOOZED')";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AlertFeed feed;

    @Inject
    AccountDirectory accounts;

    @Inject
    Clock clock;

    private record Recipient(String username, Channel channel) {}

    /** @return whether there may be more */
    public boolean makeNext() {
        if (!lock()) {
            return false;
        }
        Instant now = clock.instant();
        List<Recipient> due = due(now);
        Map<String, Addressee> people =
                accounts.addressees(due.stream().map(Recipient::username).collect(Collectors.toSet()));
        due.forEach(recipient -> bundle(recipient, people.get(recipient.username()), now));
        return due.size() == MOST;
    }

    /** What is over is kept for a while, for its person to see. */
    public void forgetOld() {
        entityManager
                .createNativeQuery(
                        "DELETE FROM notification_delivery WHERE created_at < ?1 ORDER BY created_at LIMIT 5000")
                .setParameter(1, clock.instant().minus(KEPT).toEpochMilli())
                .executeUpdate();
    }

    private boolean lock() {
        return !entityManager
                .createNativeQuery("SELECT id FROM notification_progress WHERE id = 1 FOR UPDATE SKIP LOCKED")
                .getResultList()
                .isEmpty();
    }

    private List<Recipient> due(Instant now) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT DISTINCT username, channel FROM notification"
                        + " WHERE delivery_id IS NULL AND due_at <= ?1 LIMIT " + MOST)
                .setParameter(1, now.toEpochMilli())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Recipient((String) row[0], Channel.valueOf((String) row[1])))
                .toList();
    }

    private void bundle(Recipient recipient, Addressee person, Instant now) {
        Choice choice = person == null ? null : entityManager.find(Choice.class, recipient.username());
        if (choice == null) {
            // Deleted, not allowed in any more, or nothing chosen.
            due("DELETE FROM notification", recipient, now).executeUpdate();
            return;
        }
        dropWhatWasSeenTo(recipient, now);
        holdWhatIsSnoozed(recipient, now);
        Optional<Instant> quietUntil = choice.quietHours().flatMap(quiet -> quiet.endAfter(now, person.zone()));
        if (quietUntil.isPresent()) {
            hold(recipient, now, quietUntil.get(), Hold.QUIET);
            return;
        }
        Optional<Instant> fullUntil = fullUntil(recipient, choice.mostPerHour(), now);
        if (fullUntil.isPresent()) {
            hold(recipient, now, fullUntil.get(), Hold.CAP);
            return;
        }
        deliver(recipient, person, now);
    }

    /** An alert that somebody has acknowledged, or that is over, is nothing to call others for, nor to tell late. */
    private void dropWhatWasSeenTo(Recipient recipient, Instant now) {
        List<Long> late = sequences(recipient, LATE, now);
        if (late.isEmpty()) {
            return;
        }
        Set<Long> seenTo = new HashSet<>(late);
        seenTo.removeAll(feed.unattended(late));
        if (!seenTo.isEmpty()) {
            due("DELETE FROM notification", LATE + " AND sequence IN (" + list(seenTo) + ")", recipient, now)
                    .executeUpdate();
        }
    }

    /** What somebody keeps quiet waits until that is over; by then it may be seen to. */
    private void holdWhatIsSnoozed(Recipient recipient, Instant now) {
        Map<Instant, List<Long>> byEnd = feed.numbered(sequences(recipient, "", now)).stream()
                .filter(alert -> alert.isSnoozed(now))
                .collect(Collectors.groupingBy(
                        AlertMessage::snoozedUntil, Collectors.mapping(AlertMessage::sequence, Collectors.toList())));
        byEnd.forEach((end, sequences) -> due(
                        "UPDATE notification SET due_at = ?4, held = ?5",
                        " AND sequence IN (" + list(sequences) + ")",
                        recipient,
                        now)
                .setParameter(4, end.toEpochMilli())
                .setParameter(5, Hold.SNOOZED.name())
                .executeUpdate());
    }

    /** Looks again at what waits for the end of a snooze that has ended before its time. By number, to lock nothing else. */
    public void lookAgainAtWhatIsSnoozed() {
        List<?> rows = entityManager
                .createNativeQuery("SELECT id, sequence FROM notification"
                        + " WHERE delivery_id IS NULL AND held = ?1 AND due_at > ?2")
                .setParameter(1, Hold.SNOOZED.name())
                .setParameter(2, clock.millis())
                .getResultList();
        Map<Long, List<Long>> bySequence = rows.stream()
                .map(Object[].class::cast)
                .collect(Collectors.groupingBy(
                        row -> ((Number) row[1]).longValue(),
                        Collectors.mapping(row -> ((Number) row[0]).longValue(), Collectors.toList())));
        Instant now = clock.instant();
        Set<Long> quiet = feed.numbered(bySequence.keySet()).stream()
                .filter(alert -> alert.isSnoozed(now))
                .map(AlertMessage::sequence)
                .collect(Collectors.toSet());
        List<Long> released = bySequence.entrySet().stream()
                .filter(each -> !quiet.contains(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .toList();
        if (!released.isEmpty()) {
            entityManager
                    .createNativeQuery("UPDATE notification SET due_at = ?1 WHERE id IN (" + list(released) + ")")
                    .setParameter(1, now.toEpochMilli())
                    .executeUpdate();
        }
    }

    private List<Long> sequences(Recipient recipient, String which, Instant now) {
        List<?> rows =
                due("SELECT sequence FROM notification", which, recipient, now).getResultList();
        return rows.stream().map(row -> ((Number) row).longValue()).toList();
    }

    /** Numbers only, so that they may stand in the statement. */
    private static String list(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** @return when the next may come, if there have been as many as are wanted within an hour */
    private Optional<Instant> fullUntil(Recipient recipient, int most, Instant now) {
        List<?> latest = entityManager
                .createNativeQuery("SELECT created_at FROM notification_delivery WHERE username = ?1 AND channel = ?2"
                        + " AND created_at > ?3 AND kind = ?4 ORDER BY created_at DESC LIMIT " + most)
                .setParameter(1, recipient.username())
                .setParameter(2, recipient.channel().name())
                .setParameter(3, now.minus(CAP_OVER).toEpochMilli())
                .setParameter(4, Kind.ALERTS.name())
                .getResultList();
        return latest.size() < most
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(((Number) latest.get(most - 1)).longValue())
                        .plus(CAP_OVER));
    }

    private void hold(Recipient recipient, Instant now, Instant until, Hold why) {
        due("UPDATE notification SET due_at = ?4, held = COALESCE(held, ?5)", recipient, now)
                .setParameter(4, until.toEpochMilli())
                .setParameter(5, why.name())
                .executeUpdate();
    }

    private void deliver(Recipient recipient, Addressee person, Instant now) {
        int alerts = ((Number)
                        due("SELECT COUNT(*) FROM notification", recipient, now).getSingleResult())
                .intValue();
        if (alerts == 0) {
            return;
        }
        Delivery delivery = new Delivery(recipient.username(), recipient.channel(), Kind.ALERTS, alerts, now);
        if (recipient.channel() == Channel.MAIL && person.email() == null) {
            delivery.end(Outcome.refused(Problem.NO_ADDRESS, null), now);
        }
        entityManager.persist(delivery);
        entityManager.flush();
        due("UPDATE notification SET delivery_id = ?4", recipient, now)
                .setParameter(4, delivery.id())
                .executeUpdate();
    }

    private Query due(String what, Recipient recipient, Instant now) {
        return due(what, "", recipient, now);
    }

    /** The arguments in front are constants of ours, and numbers. */
    private Query due(String what, String which, Recipient recipient, Instant now) {
        return entityManager
                .createNativeQuery(what + DUE + which)
                .setParameter(1, now.toEpochMilli())
                .setParameter(2, recipient.username())
                .setParameter(3, recipient.channel().name());
    }
}
