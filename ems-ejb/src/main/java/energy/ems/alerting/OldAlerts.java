package energy.ems.alerting;

import energy.ems.platform.Removal;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/**
 * Removes alerts that were cleared long ago, with what is on record of them. Those that stand never go, acknowledged or
 * not: their hour would only raise them again.
 */
@Stateless
@PermitAll
public class OldAlerts {

    private static final int SOME = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * Removes some; those that somebody works at just now stay for this time.
     *
     * @param before when they were changed last
     * @return how many alerts; none when no older ones are left
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public int removeSome(Instant before) {
        for (AlertKind kind : AlertKind.values()) {
            List<Number> ids = entityManager
                    .createNativeQuery("SELECT id FROM alert FORCE INDEX (alert_standing) WHERE kind = ?1"
                            + " AND state = 'CLEARED' AND hour_start < ?2 AND updated_at < ?2 ORDER BY hour_start LIMIT "
                            + SOME + " FOR UPDATE SKIP LOCKED")
                    .setParameter(1, kind.name())
                    .setParameter(2, before.toEpochMilli())
                    .getResultList();
            if (!ids.isEmpty()) {
                Removal.by(entityManager, "alert_note", "alert_note_by_alert", "alert_id", ids);
                Removal.by(entityManager, "alert_change", "alert_change_by_alert", "alert_id", ids);
                Removal.of(entityManager, "alert", ids);
                return ids.size();
            }
        }
        return 0;
    }
}
