package energy.ems.alerting;

import energy.ems.alerting.HistorySums.Sum;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutgoingMessage;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.platform.MultiRowInsert;
import energy.ems.tracing.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where findings become alerts: raised, revised, cleared, written down and put into the outbox, all inside the caller's
 * transaction. The callers hold the locks of the meters, so that nobody else changes an alert of theirs.
 */
@ApplicationScoped
class AlertBook {

    private static final MultiRowInsert CHANGE = new MultiRowInsert(
            "INSERT INTO alert_change (sequence, alert_id, state, energy_kwh, limit_kwh, reason, changed_at)", 7);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    LimitsAndOwners facts;

    @Inject
    Outbox outbox;

    @Inject
    HistorySums sums;

    @Inject
    StandingSnoozes snoozes;

    void settle(Collection<Finding> findings, Instant now) {
        if (findings.isEmpty()) {
            return;
        }
        Map<Alert.Place, Alert> known =
                load(findings.stream().map(Finding::place).toList());
        List<Alert> changed = new ArrayList<>();
        for (Finding finding : findings) {
            Alert alert = known.get(finding.place());
            if (alert == null && finding.stands()) {
                changed.add(new Alert(finding, owner(finding, now), now));
            } else if (alert != null && settle(alert, finding, now)) {
                if (alert.isRaised()) {
                    alert.belongsTo(owner(finding, now), now);
                }
                changed.add(alert);
            }
        }
        if (!changed.isEmpty()) {
            changed.addAll(emptied(changed, now));
            tell(changed, now);
        }
    }

    /** The sums of which no hour stands any more now that these were cleared; the others count those that do. */
    private List<Alert> emptied(List<Alert> changed, Instant now) {
        Map<Alert.Place, Alert> cleared = changed.stream()
                .filter(alert -> !alert.stands() && alert.placeOfSum() != null)
                .collect(Collectors.toMap(Alert::placeOfSum, alert -> alert, (one, other) -> one));
        if (cleared.isEmpty()) {
            return List.of();
        }
        entityManager.flush();
        Map<Alert.Place, Sum> standing = sums.standing(cleared.keySet());
        Map<Alert.Place, Alert> known = load(cleared.keySet());
        List<Alert> emptied = new ArrayList<>();
        cleared.forEach((place, hour) -> {
            Alert sum = known.get(place);
            if (standing.containsKey(place)) {
                sum.count(standing.get(place));
            } else if (sum.stands()) {
                sum.become(AlertState.CLEARED, Finding.over(sum, hour.subject(), hour.reason()), now);
                emptied.add(sum);
            }
        });
        return emptied;
    }

    /** @return whether there is something to tell */
    private static boolean settle(Alert alert, Finding finding, Instant now) {
        // A sum is of hours that no sum has told of before.
        if (finding.stands() && (!alert.stands() || finding.sum() != null)) {
            alert.become(AlertState.RAISED, finding, now);
            return true;
        }
        if (!finding.stands() && alert.stands()) {
            alert.become(AlertState.CLEARED, finding, now);
            return true;
        }
        if (alert.hasOtherFigures(finding)) {
            if (finding.worthTelling() && alert.stands()) {
                alert.become(AlertState.REVISED, finding, now);
                return true;
            }
            alert.update(finding);
        }
        return false;
    }

    /** An hour concerns whom the device belonged to then; what concerns the present, whom it belongs to now. */
    private String owner(Finding finding, Instant now) {
        if (finding.subject().isFleet()) {
            return null;
        }
        if (finding.sum() != null) {
            return finding.sum().owner();
        }
        Instant asOf = finding.kind().concernsThePresent() ? now : finding.hourStart();
        return facts.ownerAt(finding.subject().meterId(), asOf);
    }

    private void tell(List<Alert> alerts, Instant now) {
        List<Alert> told = alerts.stream().filter(Alert::isTold).toList();
        StandingSnoozes.Standing standing =
                snoozes.of(told.stream().map(Alert::deviceId).toList(), now);
        // BEWARE: everything else is written before the sequence is taken, because its lock holds up all other alerts
        // until this transaction ends. That lock is what makes the sequence follow the order of commits.
        entityManager.flush();
        long sequence = takeSequence(alerts.size());
        for (Alert alert : alerts) {
            alert.numbered(sequence++);
            if (!entityManager.contains(alert)) {
                entityManager.persist(alert);
            }
        }
        entityManager.flush();
        CHANGE.run(entityManager, alerts.stream().map(Alert::change).toList());
        outbox.addAll(told.stream()
                .map(alert -> outgoing(standing.mark(alert.message())))
                .toList());
    }

    private static OutgoingMessage outgoing(AlertMessage alert) {
        byte[] body = AlertJson.writeWithOwner(alert).getBytes(StandardCharsets.UTF_8);
        Map<String, String> trace = Tracing.told(
                alert.deviceId(), alert.id(), alert.kind().name(), alert.state().name(), alert.sequence());
        return new OutgoingMessage(Destinations.TOPIC_EXCHANGE, Destinations.ALERTS, body, trace);
    }

    /** @return the first of so many numbers in a row */
    private long takeSequence(int count) {
        entityManager
                .createNativeQuery("UPDATE alert_sequence SET value = value + ?1 WHERE id = 1")
                .setParameter(1, count)
                .executeUpdate();
        Number last = (Number) entityManager
                .createNativeQuery("SELECT value FROM alert_sequence WHERE id = 1")
                .getSingleResult();
        return last.longValue() - count + 1;
    }

    private Map<Alert.Place, Alert> load(Collection<Alert.Place> places) {
        Map<Long, TreeSet<Long>> hours = new HashMap<>();
        places.forEach(place -> hours.computeIfAbsent(place.meterId(), id -> new TreeSet<>())
                .add(place.hourStart().toEpochMilli()));
        // Numbers only, so that they may stand in the statement: no limit to their count, and nothing to be parsed.
        String where = hours.entrySet().stream()
                .map(meter -> "(meter_id = %d AND hour_start IN (%s))"
                        .formatted(
                                meter.getKey(),
                                meter.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .collect(Collectors.joining(" OR "));
        @SuppressWarnings("unchecked")
        List<Alert> alerts = entityManager
                .createNativeQuery("SELECT * FROM alert WHERE " + where, Alert.class)
                .getResultList();
        return alerts.stream().collect(Collectors.toMap(Alert::place, alert -> alert));
    }
}
