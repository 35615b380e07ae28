package energy.ems.metering;

import energy.ems.metering.profile.Plausibility;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/** Implausible readings, kept with the reason until a person decides. */
@ApplicationScoped
public class Quarantine {

    static final String WAITING = "WAITING";
    static final String RELEASED = "RELEASED";
    static final String DISCARDED = "DISCARDED";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    record Entry(Measurement measurement, Plausibility.Reason reason, Instant receivedAt) {}

    /** @return how many were new: the same value for the same instant is kept once */
    int add(List<Entry> entries) {
        int added = 0;
        for (Entry entry : entries) {
            added += entityManager
                    .createNativeQuery("INSERT IGNORE INTO quarantined_reading"
                            + " (device_id, taken_at, value_text, reason, received_at, state)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .setParameter(1, entry.measurement().deviceId())
                    .setParameter(2, entry.measurement().timestamp().toEpochMilli())
                    .setParameter(3, entry.measurement().value().toString())
                    .setParameter(4, entry.reason().name())
                    .setParameter(5, entry.receivedAt().toEpochMilli())
                    .setParameter(6, WAITING)
                    .executeUpdate();
        }
        return added;
    }
}
