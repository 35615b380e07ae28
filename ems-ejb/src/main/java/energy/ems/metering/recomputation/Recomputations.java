package energy.ems.metering.recomputation;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.platform.Backlog;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The recomputations that were ordered, done piece by piece, each piece in a transaction of its own: readings go on
 * coming in between, and what is done stays done when the node dies.
 */
@Stateless
@PermitAll
public class Recomputations {

    private static final int LATEST = 100;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

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
        Object[] known = known(deviceId);
        Instant first = from == null ? instant(known[0]) : from;
        Instant end = to == null ? instant(known[1]) : to;
        if (first == null || end == null) {
            return Optional.empty();
        }
        Instant last = to == null ? end.plusMillis(1) : end;
        Recomputation order = new Recomputation(deviceId, first, last, by, clock.instant());
        entityManager.persist(order);
        entityManager.flush();
        ordered.fire(new RecomputationOrdered());
        return Optional.of(order.id());
    }

    /** From when to when there are readings, believed or not. */
    private Object[] known(String deviceId) {
        return (Object[]) entityManager
                .createNativeQuery("SELECT MIN(at), MAX(at) FROM ("
                        + "SELECT MIN(r.taken_at) AS at FROM reading r JOIN meter m ON m.id = r.meter_id"
                        + " WHERE m.device_id = ?1"
                        + " UNION ALL SELECT MAX(r.taken_at) FROM reading r JOIN meter m ON m.id = r.meter_id"
                        + " WHERE m.device_id = ?2"
                        + " UNION ALL SELECT taken_at FROM quarantined_reading WHERE device_id = ?3"
                        + " AND state = 'WAITING') AS instants")
                .setParameter(1, deviceId)
                .setParameter(2, deviceId)
                .setParameter(3, deviceId)
                .getSingleResult();
    }

    private static Instant instant(Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

    /**
     * The oldest order that is due and that no other node works at.
     *
     * <p>The lock that finds it ends with this call; {@link #doPiece} takes it again.
     */
    public Optional<Long> next() {
        List<?> ids = entityManager
                .createNativeQuery("SELECT id FROM recomputation WHERE state IN ('WAITING', 'RUNNING')"
                        + " AND due_at <= ?1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
                .setParameter(1, clock.millis())
                .getResultList();
        return ids.stream().findFirst().map(id -> ((Number) id).longValue());
    }

    /** Does one piece of that order, unless another node does. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void doPiece(long id) {
        if (lock(id).isEmpty()) {
            return;
        }
        Recomputation order = entityManager.find(Recomputation.class, id);
        Meter meter = meters.lock(List.of(order.deviceId())).get(order.deviceId());
        RecomputationStep.Piece piece = step.recompute(meter, order.nextFrom(), order.to());
        order.reached(piece.next(), piece.changedHours(), clock.instant());
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(long id, String reason) {
        if (!lock(id).isEmpty()) {
            entityManager.find(Recomputation.class, id).failed(reason, clock.instant());
        }
    }

    private List<?> lock(long id) {
        return entityManager
                .createNativeQuery("SELECT id FROM recomputation WHERE id = ?1 AND state IN ('WAITING', 'RUNNING')"
                        + " FOR UPDATE SKIP LOCKED")
                .setParameter(1, id)
                .getResultList();
    }

    /** The orders that are not finished, of all nodes. */
    public Backlog backlog() {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT COUNT(*), MIN(requested_at) FROM recomputation"
                        + " WHERE state IN ('WAITING', 'RUNNING')")
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
