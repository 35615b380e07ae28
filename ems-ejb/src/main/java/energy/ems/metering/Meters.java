package energy.ems.metering;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds meters and locks them. */
@ApplicationScoped
public class Meters {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @EJB
    MeterDirectory directory;

    /**
     * Locks the meters of these devices until the transaction ends; unknown ids become unassigned meters.
     *
     * <p>BEWARE: all locks are taken by one statement and in one order, because two batches that lock the same meters
     * in different orders would end in a deadlock.
     *
     * @return by device id
     */
    public Map<String, Meter> lock(Collection<String> deviceIds) {
        TreeSet<String> wanted = new TreeSet<>(deviceIds);
        Map<String, Meter> locked = lockKnown(wanted);
        if (locked.size() < wanted.size()) {
            wanted.removeAll(locked.keySet());
            directory.add(wanted);
            locked.putAll(lockKnown(wanted));
        }
        return locked;
    }

    private Map<String, Meter> lockKnown(Collection<String> deviceIds) {
        Map<String, Meter> locked = new TreeMap<>();
        entityManager
                .createQuery("SELECT m FROM Meter m WHERE m.deviceId IN :ids ORDER BY m.deviceId", Meter.class)
                .setParameter("ids", deviceIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(meter -> locked.put(meter.deviceId(), meter));
        return locked;
    }

    public Optional<Meter> find(String deviceId) {
        return entityManager
                .createQuery("SELECT m FROM Meter m WHERE m.deviceId = :id", Meter.class)
                .setParameter("id", deviceId)
                .getResultStream()
                .findFirst();
    }

    List<Meter> inState(MeterState state, int most) {
        return entityManager
                .createQuery("SELECT m FROM Meter m WHERE m.state = :state ORDER BY m.name, m.deviceId", Meter.class)
                .setParameter("state", state)
                .setMaxResults(most)
                .getResultList();
    }
}
