package energy.ems.alerting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the alerts that tell of history in sum have to say. */
@ApplicationScoped
class HistorySums {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** One of them: so many hours from the first, where it stands, to the last; of one owner, or of none. */
    record Sum(int hours, Instant lastHourStart, String owner) {}

    /**
     * What is left of these sums after all that was cleared. The caller holds the locks of the meters.
     *
     * @return nothing of a sum of which no hour stands any more
     */
    Map<Alert.Place, Sum> standing(Collection<Alert.Place> places) {
        Map<Alert.Place, Sum> sums = new HashMap<>();
        if (places.isEmpty()) {
            return sums;
        }
        // Numbers only, so that they may stand in the statement.
        String where = places.stream()
                .map(place -> "meter_id = %1$d AND hour_start >= %2$d AND sum_hour_start = %2$d"
                        .formatted(place.meterId(), place.hourStart().toEpochMilli()))
                .collect(Collectors.joining(") OR (", "((", "))"));
        for (Object each : entityManager
                .createNativeQuery("SELECT meter_id, sum_hour_start, COUNT(*), MAX(hour_start), MAX(owner) FROM alert"
                        + " WHERE state <> 'CLEARED' AND " + where + " GROUP BY meter_id, sum_hour_start")
                .getResultList()) {
            Object[] row = (Object[]) each;
            sums.put(
                    new Alert.Place(number(row[0]), time(row[1]), AlertKind.PAST_LIMIT_EXCEEDED),
                    new Sum((int) number(row[2]), time(row[3]), (String) row[4]));
        }
        return sums;
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static Instant time(Object column) {
        return Instant.ofEpochMilli(number(column));
    }
}
