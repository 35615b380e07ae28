package energy.ems.metering.meter;

import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.deviceevents.ManagementView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds meters and locks them. */
@ApplicationScoped
public class Meters {

    private static final int IDS = 1_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    NewMeters newMeters;

    /** Absent where device management is deployed by itself. */
    @Inject
    Instance<ManagementView> management;

    /**
     * Locks the meters of these devices until the transaction ends; unknown ids become unassigned meters.
     *
     * <p>BEWARE: all locks are taken in one order, because two batches that lock the same meters in different orders
     * would end in a deadlock. So the unknown meters are added before the first lock is taken, not after.
     *
     * @return by device id
     */
    public Map<String, Meter> lock(Collection<String> deviceIds) {
        TreeSet<String> wanted = new TreeSet<>(deviceIds);
        addUnknown(wanted);
        return lockKnown(wanted);
    }

    /** Sees to it that each of these devices has a row. */
    void addUnknown(Collection<String> deviceIds) {
        TreeSet<String> unknown = new TreeSet<>(deviceIds);
        unknown.removeAll(known(deviceIds));
        if (!unknown.isEmpty()) {
            newMeters.add(unknown);
        }
    }

    private Set<String> known(Collection<String> deviceIds) {
        Set<String> known = new HashSet<>();
        List<String> ids = List.copyOf(deviceIds);
        for (int start = 0; start < ids.size(); start += IDS) {
            known.addAll(entityManager
                    .createQuery("SELECT m.deviceId FROM Meter m WHERE m.deviceId IN :ids", String.class)
                    .setParameter("ids", ids.subList(start, Math.min(ids.size(), start + IDS)))
                    .getResultList());
        }
        return known;
    }

    private Map<String, Meter> lockKnown(Collection<String> deviceIds) {
        Map<String, Meter> locked = new TreeMap<>();
        List<String> ids = List.copyOf(deviceIds);
        for (int start = 0; start < ids.size(); start += IDS) {
            lockSome(ids.subList(start, Math.min(ids.size(), start + IDS)), locked);
        }
        return locked;
    }

    /**
     * BEWARE: the index is forced because rows are locked in the order in which they are read. Left alone, the optimiser
     * reads a small table as a whole and a large one by the index, and two orders make a deadlock.
     */
    private void lockSome(List<String> deviceIds, Map<String, Meter> locked) {
        String in = IntStream.rangeClosed(1, deviceIds.size())
                .mapToObj(position -> "?" + position)
                .collect(Collectors.joining(", "));
        Query query = entityManager.createNativeQuery(
                "SELECT * FROM meter FORCE INDEX (meter_by_device) WHERE device_id IN (" + in
                        + ") ORDER BY device_id FOR UPDATE",
                Meter.class);
        // A meter that this transaction has read before may have been changed by another in between.
        query.setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH);
        for (int i = 0; i < deviceIds.size(); i++) {
            query.setParameter(i + 1, deviceIds.get(i));
        }
        for (Object row : query.getResultList()) {
            Meter meter = (Meter) row;
            locked.put(meter.deviceId(), meter);
        }
    }

    /** Locks the meter until the transaction ends, or does not wait for it: empty when somebody else has it. */
    public Optional<Meter> lockIfFree(String deviceId) {
        Query query = entityManager.createNativeQuery(
                "SELECT * FROM meter FORCE INDEX (meter_by_device) WHERE device_id = ?1 FOR UPDATE SKIP LOCKED",
                Meter.class);
        query.setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH);
        List<?> found = query.setParameter(1, deviceId).getResultList();
        return found.stream().map(Meter.class::cast).findFirst();
    }

    /** A meter's row and the device that it is of. */
    public record Id(long id, String deviceId) {}

    /**
     * The meters that are or were registered, in the order of their ids.
     *
     * @param after the ids are greater than this
     */
    public List<Id> registered(long after, int most) {
        return entityManager
                .createQuery(
                        "SELECT m.id, m.deviceId FROM Meter m WHERE m.id > :after AND m.state <> :unassigned"
                                + " ORDER BY m.id",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("unassigned", MeterState.UNASSIGNED)
                .setMaxResults(most)
                .getResultStream()
                .map(row -> new Id((Long) row[0], (String) row[1]))
                .toList();
    }

    /**
     * A few of all registered meters.
     *
     * @param of how many there are
     */
    public record Sample(List<Long> ids, long of) {}

    /** Some of the registered meters, spread over all of them; at most so many. */
    public Sample sample(int most) {
        String registered = " FROM meter WHERE state <> '" + MeterState.UNASSIGNED + "'";
        long all = ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*)" + registered)
                        .getSingleResult())
                .longValue();
        List<?> ids = entityManager
                .createNativeQuery("SELECT id" + registered + " AND id % ?1 = 0 LIMIT " + most)
                .setParameter(1, Math.max(1, all / most))
                .getResultList();
        return new Sample(ids.stream().map(id -> ((Number) id).longValue()).toList(), all);
    }

    public Page<UnassignedMeter> unassigned(PageRequest page) {
        List<UnassignedMeter> meters = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery("SELECT m.device_id, m.readings,"
                        + " (SELECT MIN(r.taken_at) FROM reading r WHERE r.meter_id = m.id AND r.hour_start = m.first_hour),"
                        + " (SELECT MAX(r.taken_at) FROM reading r WHERE r.meter_id = m.id AND r.hour_start = m.last_hour)"
                        + " FROM (SELECT u.id, u.device_id, u.last_received_at, MIN(h.hour_start) AS first_hour,"
                        + " MAX(h.hour_start) AS last_hour, COALESCE(SUM(LENGTH(h.readings)"
                        + " - LENGTH(REPLACE(h.readings, ',', '')) + 1), 0) AS readings"
                        + " FROM (SELECT id, device_id, last_received_at FROM meter WHERE state = ?1"
                        + " ORDER BY last_received_at DESC, id LIMIT " + page.size() + " OFFSET " + page.offset()
                        + ") u LEFT JOIN meter_hour h ON h.meter_id = u.id AND h.readings IS NOT NULL"
                        + " GROUP BY u.id, u.device_id, u.last_received_at) m"
                        + " ORDER BY m.last_received_at DESC, m.id")
                .setParameter(1, MeterState.UNASSIGNED.name())
                .getResultList()) {
            Object[] row = (Object[]) each;
            meters.add(new UnassignedMeter(
                    (String) row[0], ((Number) row[1]).longValue(), instant(row[2]), instant(row[3])));
        }
        Number total = (Number) entityManager
                .createNativeQuery("SELECT COUNT(*) FROM meter WHERE state = ?1")
                .setParameter(1, MeterState.UNASSIGNED.name())
                .getSingleResult();
        return new Page<>(meters, total.longValue());
    }

    private static Instant instant(Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

    public Optional<Meter> find(String deviceId) {
        return entityManager
                .createQuery("SELECT m FROM Meter m WHERE m.deviceId = :id", Meter.class)
                .setParameter("id", deviceId)
                .getResultStream()
                .findFirst();
    }

    /** Those that there are, by device id. */
    public Map<String, Meter> find(Collection<String> deviceIds) {
        Map<String, Meter> found = new TreeMap<>();
        List<String> ids = List.copyOf(deviceIds);
        for (int start = 0; start < ids.size(); start += IDS) {
            entityManager
                    .createQuery("SELECT m FROM Meter m WHERE m.deviceId IN :ids", Meter.class)
                    .setParameter("ids", ids.subList(start, Math.min(ids.size(), start + IDS)))
                    .getResultList()
                    .forEach(meter -> found.put(meter.deviceId(), meter));
        }
        return found;
    }

    /**
     * The meter that a device is about to become, where device management knows more of it than this side has heard.
     * Without it, who has just made a device would be told for a moment that there is none.
     */
    public Optional<Meter> announced(String deviceId) {
        if (!management.isResolvable()) {
            return Optional.empty();
        }
        long heard = find(deviceId).map(Meter::eventVersion).orElse(0L);
        return management
                .get()
                .present(deviceId)
                .filter(event -> event.version() > heard)
                .map(Meter::announced);
    }

    /** The registered meters of which people have ruled something. */
    public List<Meter> ruled() {
        @SuppressWarnings("unchecked")
        List<Meter> ruled = entityManager
                .createNativeQuery(
                        "SELECT * FROM meter WHERE rulings > '' AND state = '" + MeterState.ACTIVE + "' ORDER BY id",
                        Meter.class)
                .getResultList();
        return ruled;
    }

    List<Meter> inState(MeterState state, int most) {
        return entityManager
                .createQuery("SELECT m FROM Meter m WHERE m.state = :state ORDER BY m.name, m.deviceId", Meter.class)
                .setParameter("state", state)
                .setMaxResults(most)
                .getResultList();
    }
}
