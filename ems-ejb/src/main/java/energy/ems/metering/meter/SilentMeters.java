package energy.ems.metering.meter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which registered meters were heard and are not any more. It answers questions; what follows from them is alerting's. */
@ApplicationScoped
public class SilentMeters {

    private static final String HEARD = " FROM meter WHERE state = 'ACTIVE' AND last_received_at IS NOT NULL";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * Those that do not count as silent and have missed so many of their own intervals, and the tolerance on top.
     *
     * @param listeningSince while nobody listened, nobody was silent
     * @param most how many at most, in no order
     */
    @SuppressWarnings("unchecked")
    public List<String> suspects(Instant listeningSince, int intervals, Duration tolerance, Instant now, int most) {
        return entityManager
                .createNativeQuery("SELECT device_id" + HEARD + " AND silent_since IS NULL"
                        + " AND GREATEST(last_received_at, ?1) + ?2 * expected_interval_ms + ?3 < ?4 LIMIT " + most)
                .setParameter(1, listeningSince.toEpochMilli())
                .setParameter(2, intervals)
                .setParameter(3, tolerance.toMillis())
                .setParameter(4, now.toEpochMilli())
                .getResultList();
    }

    /** Those that count as silent, at most so many of them, in no order. */
    @SuppressWarnings("unchecked")
    public List<String> silent(int most) {
        return entityManager
                .createNativeQuery("SELECT device_id" + HEARD + " AND silent_since IS NOT NULL LIMIT " + most)
                .getResultList();
    }

    /** When those were heard last that owe a reading by now, whether or not they count as silent yet. */
    public List<Instant> lastHeardOfOverdue(Duration tolerance, Instant now) {
        List<?> heard = entityManager
                .createNativeQuery("SELECT last_received_at" + HEARD
                        + " AND (silent_since IS NOT NULL OR last_received_at + expected_interval_ms + ?1 < ?2)")
                .setParameter(1, tolerance.toMillis())
                .setParameter(2, now.toEpochMilli())
                .getResultList();
        return heard.stream()
                .map(millis -> Instant.ofEpochMilli(((Number) millis).longValue()))
                .toList();
    }

    /** How many count as silent; what this transaction has changed is counted when it was flushed. */
    public long countSilent() {
        return count(" AND silent_since IS NOT NULL");
    }

    /** How many have ever been heard. */
    public long countHeard() {
        return count("");
    }

    private long count(String condition) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*)" + HEARD + condition)
                        .getSingleResult())
                .longValue();
    }
}
