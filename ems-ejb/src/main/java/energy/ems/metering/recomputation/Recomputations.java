package energy.ems.metering.recomputation;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.UtcHour;
import energy.ems.platform.Backlog;
import energy.ems.platform.MultiRowInsert;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The recomputations that were ordered, done piece by piece, each piece in a transaction of its own: readings go on
 * coming in between, and what is done stays done when the node dies.
 */
@Stateless
@PermitAll
public class Recomputations {

    private static final int LATEST = 100;

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT INTO recomputation (device_id, range_from, range_to, next_from, state, percent, hours, attempts,"
                    + " due_at, requested_at, requested_by)",
            11);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    RecomputationChoice choice;

    @Inject
    RecomputationStep step;

    @Inject
    Event<RecomputationOrdered> ordered;

    @Inject
    Clock clock;

    /**
     * @param from null for the first that is known of the meter
     * @param to null for the last
     * @return the order's id; empty when there is nothing to recompute
     */
    public Optional<Long> order(String deviceId, Instant from, Instant to, String by) {
        Span known = known(List.of(deviceId)).get(deviceId);
        if (known == null && (from == null || to == null)) {
            return Optional.empty();
        }
        Recomputation order = new Recomputation(
                deviceId, from == null ? known.from() : from, to == null ? known.to() : to, by, clock.instant());
        entityManager.persist(order);
        entityManager.flush();
        ordered.fire(new RecomputationOrdered());
        return Optional.of(order.id());
    }

    /**
     * Orders to recompute what changes of settings touch.
     *
     * @param changes by device
     */
    public void orderAll(Map<String, List<DatedSettings.Change>> changes, String by) {
        Map<String, Span> known = known(changes.keySet());
        long now = clock.millis();
        List<Object[]> rows = new ArrayList<>();
        known.forEach((deviceId, span) -> changes.get(deviceId).stream()
                .map(span::touchedBy)
                .reduce(Span::and)
                .filter(touched -> touched.from().isBefore(touched.to()))
                .ifPresent(touched -> rows.add(new Object[] {
                    deviceId,
                    touched.from().toEpochMilli(),
                    touched.to().toEpochMilli(),
                    touched.from().toEpochMilli(),
                    RecomputationView.State.WAITING.name(),
                    0,
                    0,
                    0,
                    now,
                    now,
                    by
                })));
        if (!rows.isEmpty()) {
            INSERT.run(entityManager, rows);
            ordered.fire(new RecomputationOrdered());
        }
    }

    /** From when to when there are readings, believed or not, {@code [from, to)}; to the hour. */
    private record Span(Instant from, Instant to) {

        Span and(Span other) {
            return new Span(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
        }

        /** The time in which what is known here may count, or has counted, by other settings. */
        Span touchedBy(DatedSettings.Change change) {
            Instant since = change.since().isAfter(from) ? change.since() : from;
            return new Span(since.minus(change.before()), to.plus(change.after()));
        }
    }

    private Map<String, Span> known(Collection<String> deviceIds) {
        Map<String, Span> known = new TreeMap<>();
        if (deviceIds.isEmpty()) {
            return known;
        }
        // Each end by itself, because MIN and MAX over a join would read all that lies between.
        String end = "(SELECT h.hour_start FROM meter_hour h WHERE h.meter_id = m.id AND h.readings IS NOT NULL"
                + " ORDER BY h.hour_start %s LIMIT 1)";
        for (String sql : List.of(
                "SELECT m.device_id, " + end.formatted("ASC") + ", " + end.formatted("DESC") + " + "
                        + (UtcHour.MILLIS - 1) + " FROM meter m WHERE m.device_id IN (%s)",
                "SELECT device_id, MIN(taken_at), MAX(taken_at) FROM quarantined_reading"
                        + " WHERE state = 'WAITING' AND device_id IN (%s) GROUP BY device_id")) {
            for (Object each : withIds(sql, deviceIds).getResultList()) {
                Object[] row = (Object[]) each;
                if (row[1] != null) {
                    Span span = new Span(instant(row[1]), instant(row[2]).plusMillis(1));
                    known.merge((String) row[0], span, Span::and);
                }
            }
        }
        return known;
    }

    private Query withIds(String sql, Collection<String> deviceIds) {
        Query query = entityManager.createNativeQuery(
                sql.formatted(String.join(", ", Collections.nCopies(deviceIds.size(), "?"))));
        int position = 1;
        for (String id : deviceIds) {
            query.setParameter(position++, id);
        }
        return query;
    }

    private static Instant instant(Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

    /**
     * Orders that are due and that no other node works at.
     *
     * <p>The locks that find them end with this call; {@link #doPieces} takes them again.
     */
    public List<Long> next() {
        return choice.next();
    }

    /** Does a piece of each of these orders, all or none; leaves out those that another node works at. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void doPieces(Collection<Long> ids) {
        Map<String, Recomputation> orders = new TreeMap<>();
        // Of several for one device, the oldest is first.
        lock(ids).forEach(order -> orders.putIfAbsent(order.deviceId(), order));
        if (orders.isEmpty()) {
            return;
        }
        Map<String, Meter> locked = meters.lock(orders.keySet());
        List<Task> tasks = orders.values().stream()
                .map(order -> new Task(locked.get(order.deviceId()), order.nextFrom(), order.to()))
                .toList();
        Iterator<RecomputationStep.Piece> pieces = step.recompute(tasks).iterator();
        for (Recomputation order : orders.values()) {
            RecomputationStep.Piece piece = pieces.next();
            order.reached(piece.next(), piece.changedHours(), clock.instant());
        }
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(long id, String reason) {
        lock(List.of(id)).forEach(order -> order.failed(reason, clock.instant()));
    }

    @SuppressWarnings("unchecked")
    private List<Recomputation> lock(Collection<Long> ids) {
        String in = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return entityManager
                .createNativeQuery(
                        "SELECT * FROM recomputation WHERE id IN (" + in
                                + ") AND state IN ('WAITING', 'RUNNING') ORDER BY id FOR UPDATE SKIP LOCKED",
                        Recomputation.class)
                .getResultList();
    }

    /** Those of these devices of which hours wait to be computed anew. */
    public Set<String> ordered(Collection<String> deviceIds) {
        if (deviceIds.isEmpty()) {
            return Set.of();
        }
        List<?> ordered = withIds(
                        "SELECT DISTINCT device_id FROM recomputation FORCE INDEX (recomputation_by_age)"
                                + " WHERE state IN ('WAITING', 'RUNNING') AND device_id IN (%s)",
                        deviceIds)
                .getResultList();
        return ordered.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** The orders that are not finished, of all nodes. */
    public Backlog backlog() {
        // Of the first by id, which the index knows, where the earliest of all would read every row.
        Object[] row = (Object[]) entityManager
                .createNativeQuery(
                        "SELECT pending.waiting, oldest.requested_at FROM (SELECT COUNT(*) AS waiting, MIN(id) AS id"
                                + " FROM recomputation WHERE state IN ('WAITING', 'RUNNING')) pending"
                                + " LEFT JOIN recomputation oldest ON oldest.id = pending.id")
                .getSingleResult();
        return new Backlog(((Number) row[0]).longValue(), instant(row[1]));
    }

    public RecomputationView view(long id) {
        Recomputation order = entityManager.find(Recomputation.class, id);
        if (order == null) {
            throw new NotFoundException("Recomputation", id);
        }
        return order.view();
    }

    public List<RecomputationView> latest() {
        return entityManager
                .createQuery("SELECT r FROM Recomputation r ORDER BY r.id DESC", Recomputation.class)
                .setMaxResults(LATEST)
                .getResultStream()
                .map(Recomputation::view)
                .toList();
    }
}
