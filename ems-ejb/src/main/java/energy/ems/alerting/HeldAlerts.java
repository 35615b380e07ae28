package energy.ems.alerting;

import energy.ems.boundary.Caller;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.meter.Meters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The alerts of the caller, to be read, or to be changed while nobody else does. */
@ApplicationScoped
class HeldAlerts {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    Caller caller;

    /** @throws NotFoundException when there is none of that number for the caller */
    Alert seen(long id) {
        return mine(entityManager.find(Alert.class, id), id);
    }

    /**
     * Locks them, and the meters that they are about, until the transaction ends.
     *
     * @return each once, in the order of their numbers
     * @throws NotFoundException when one of them is none of the caller's
     */
    List<Alert> held(Collection<Long> ids) {
        // In one order for everybody, or two callers would wait for each other.
        List<Long> ordered = ids.stream().distinct().sorted().toList();
        Set<String> devices = ordered.stream()
                .map(id -> seen(id).deviceId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!devices.isEmpty()) {
            // Whoever changes an alert holds its meter's lock.
            meters.lock(devices);
        }
        return ordered.stream().map(this::locked).toList();
    }

    private Alert locked(Long id) {
        Alert alert = entityManager.find(Alert.class, id);
        // BEWARE: read before the lock was there, it may be what somebody else has changed since.
        entityManager.refresh(alert, LockModeType.PESSIMISTIC_WRITE);
        return mine(alert, id);
    }

    private Alert mine(Alert alert, long id) {
        if (alert == null || !caller.maySee(alert.owner())) {
            throw new NotFoundException("Alert", id);
        }
        return alert;
    }
}
