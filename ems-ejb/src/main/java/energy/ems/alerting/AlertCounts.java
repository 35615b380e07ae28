package energy.ems.alerting;

import energy.ems.boundary.Audience;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many alerts there were, in the eyes of whoever is named. Inside the house alone. */
@ApplicationScoped
public class AlertCounts {

    private static final int FIRST_DEVICE = 4;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * The alerts about hours that begin in {@code [from, to)}, by kind. What a correction has taken back is none, and hours
     * of the past count each, not in sum.
     *
     * @param devices of which alerts count
     * @return without kinds of which there was none
     */
    public Map<AlertKind, Long> of(Audience audience, Collection<String> devices, Instant from, Instant to) {
        Map<AlertKind, Long> counts = new EnumMap<>(AlertKind.class);
        if (devices.isEmpty()) {
            return counts;
        }
        String in = IntStream.range(0, devices.size())
                .mapToObj(number -> "?" + (FIRST_DEVICE + number))
                .collect(Collectors.joining(", "));
        String owned = audience.seesAll() ? "" : " AND owner = ?3";
        Query query = entityManager
                .createNativeQuery("SELECT kind, COUNT(*) FROM alert WHERE hour_start >= ?1 AND hour_start < ?2" + owned
                        + " AND kind <> 'PAST_LIMIT_EXCEEDED' AND NOT (kind = 'LIMIT_EXCEEDED' AND state = 'CLEARED')"
                        + " AND device_id IN (" + in + ") GROUP BY kind")
                .setParameter(1, from.toEpochMilli())
                .setParameter(2, to.toEpochMilli());
        if (!audience.seesAll()) {
            query.setParameter(3, audience.username());
        }
        int number = FIRST_DEVICE;
        for (String device : devices) {
            query.setParameter(number++, device);
        }
        for (Object each : query.getResultList()) {
            Object[] row = (Object[]) each;
            counts.put(AlertKind.valueOf((String) row[0]), ((Number) row[1]).longValue());
        }
        return counts;
    }
}
