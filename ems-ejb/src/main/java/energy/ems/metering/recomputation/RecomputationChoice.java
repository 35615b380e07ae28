package energy.ems.metering.recomputation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which orders are worked at together: those that wait longest and those that came last, so that a new device does not
 * wait for the hundred thousand that were imported before it, nor they for what goes on coming. Of the large ones only
 * two at a time, because as long as they take, the small ones' meters are locked too.
 */
@ApplicationScoped
class RecomputationChoice {

    /** Of either end of the queue. */
    static final int EACH = 24;

    /** An order over no more hours with readings than this is done in no time. */
    static final int SMALL = 24;

    private static final String LOCK = " FOR UPDATE SKIP LOCKED";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Those that are due and that no other node works at. The locks that find them end with the transaction. */
    List<Long> next() {
        TreeSet<Long> candidates = new TreeSet<>();
        candidates.addAll(candidates(RecomputationView.State.RUNNING, "ASC"));
        candidates.addAll(candidates(RecomputationView.State.WAITING, "ASC"));
        candidates.addAll(candidates(RecomputationView.State.WAITING, "DESC"));
        return candidates.isEmpty() ? List.of() : fewLarge(candidates);
    }

    private List<Long> candidates(RecomputationView.State state, String order) {
        return ids(
                "SELECT id FROM recomputation FORCE INDEX (recomputation_by_age) WHERE state = '" + state
                        + "' AND due_at <= ?1 ORDER BY id " + order + " LIMIT " + EACH + LOCK,
                clock.millis());
    }

    private List<Long> fewLarge(TreeSet<Long> candidates) {
        String in = candidates.stream().map(String::valueOf).collect(Collectors.joining(", "));
        // BEWARE: MySQL would sort all hours of the meter, or read those of all meters, unless it has to take the key
        // and
        // is asked for the order of the whole of it.
        List<Long> large = ids("SELECT o.id FROM recomputation o JOIN meter m ON m.device_id = o.device_id"
                + " WHERE o.id IN (" + in
                + ") AND (SELECT h.hour_start FROM meter_hour h FORCE INDEX (PRIMARY) WHERE h.meter_id = m.id"
                + " AND h.hour_start >= o.next_from AND h.hour_start < o.range_to AND h.readings IS NOT NULL"
                + " ORDER BY h.meter_id, h.hour_start LIMIT 1 OFFSET "
                + SMALL + ") IS NOT NULL ORDER BY o.id");
        List<Long> chosen = new ArrayList<>(candidates);
        if (large.size() > 2) {
            chosen.removeAll(large.subList(1, large.size() - 1));
        }
        return chosen;
    }

    private List<Long> ids(String sql, Object... parameters) {
        var query = entityManager.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        List<?> ids = query.getResultList();
        return ids.stream().map(id -> ((Number) id).longValue()).toList();
    }
}
