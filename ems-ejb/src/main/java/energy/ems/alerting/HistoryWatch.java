package energy.ems.alerting;

import energy.ems.alerting.Finding.Subject;
import energy.ems.alerting.HistorySums.Sum;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells of history in sum: one alert for a meter and whoever owned it in those hours, as soon as the meter brings no
 * more of it. What waits stands in the database, so that it does not matter which node looks, or when.
 */
@ApplicationScoped
class HistoryWatch {

    /** A meter that brought no history for so long has brought all of it, as far as anybody can tell. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    /** A meter that never falls quiet is not waited for any longer. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** As many meters in one round; what is left over comes in the next. */
    private static final int MOST = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    HistorySums sums;

    @Inject
    AlertBook book;

    private record Whose(long meterId, String owner) {}

    /** Its hours in their order, with the number of the alert of each. */
    private record Waiting(Whose whose, TreeMap<Instant, Long> alerts) {

        Alert.Place place() {
            return new Alert.Place(whose.meterId(), alerts.firstKey(), AlertKind.PAST_LIMIT_EXCEEDED);
        }
    }

    void sumUp(Instant now) {
        List<String> due = due(now);
        if (due.isEmpty()) {
            return;
        }
        Map<Long, Subject> subjects =
                meters.lock(due).values().stream().collect(Collectors.toMap(Meter::id, Subject::of));
        // BEWARE: read under the locks, because another round may have summed them in between.
        Collection<Waiting> waiting = waiting(subjects.keySet());
        waiting.forEach(this::join);
        Map<Alert.Place, Sum> standing =
                sums.standing(waiting.stream().map(Waiting::place).toList());
        List<Finding> findings = new ArrayList<>();
        standing.forEach((place, sum) -> findings.add(Finding.sum(subjects.get(place.meterId()), place, sum)));
        book.settle(findings, now);
    }

    private List<String> due(Instant now) {
        List<String> due = new ArrayList<>();
        for (Object device : entityManager
                .createNativeQuery("SELECT device_id FROM alert WHERE to_sum_since IS NOT NULL GROUP BY device_id"
                        + " HAVING MAX(to_sum_since) <= ?1 OR MIN(to_sum_since) <= ?2"
                        + " ORDER BY MIN(to_sum_since) LIMIT " + MOST)
                .setParameter(1, now.minus(QUIET).toEpochMilli())
                .setParameter(2, now.minus(LONGEST).toEpochMilli())
                .getResultList()) {
            due.add((String) device);
        }
        return due;
    }

    private Collection<Waiting> waiting(Collection<Long> meterIds) {
        Map<Whose, Waiting> waiting = new HashMap<>();
        for (Object each : entityManager
                .createNativeQuery("SELECT id, meter_id, owner, hour_start FROM alert"
                        + " WHERE to_sum_since IS NOT NULL AND meter_id IN (" + numbers(meterIds) + ")")
                .getResultList()) {
            Object[] row = (Object[]) each;
            waiting.computeIfAbsent(
                            new Whose(number(row[1]), (String) row[2]), whose -> new Waiting(whose, new TreeMap<>()))
                    .alerts()
                    .put(Instant.ofEpochMilli(number(row[3])), number(row[0]));
        }
        return waiting.values();
    }

    /** By number, because a search along the index would wait for the alerts of other meters that are being written. */
    private void join(Waiting hours) {
        entityManager
                .createNativeQuery("UPDATE alert SET to_sum_since = NULL, sum_hour_start = ?1 WHERE id IN ("
                        + numbers(hours.alerts().values()) + ")")
                .setParameter(1, hours.alerts().firstKey().toEpochMilli())
                .executeUpdate();
    }

    private static String numbers(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
