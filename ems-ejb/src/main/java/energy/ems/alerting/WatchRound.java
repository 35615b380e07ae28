package energy.ems.alerting;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;

/**
 * One round of what only the passing of time brings about, done by one node for all.
 *
 * <p>BEWARE: each watch has a transaction of its own. The numbers of alerts are the last lock of all that a transaction
 * takes: with it held, the next watch's locks on meters would make a deadlock with the intake.
 */
@Stateless
@PermitAll
public class WatchRound {

    /** The timers of several nodes go off close together: one round is enough for all. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(20);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    SilenceWatch silence;

    @Inject
    PassedHours passedHours;

    @Inject
    HistoryWatch history;

    @Inject
    StandingSnoozes snoozes;

    /** @return whether this node did it */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean run(Instant serverStart, Instant now) {
        if (!isMine(now)) {
            return false;
        }
        silence.look(serverStart, now);
        return true;
    }

    /** To be called by the node whose round it is. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void clearPassedHours(Instant now) {
        passedHours.clear(now);
    }

    /** To be called by the node whose round it is. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void sumUpHistory(Instant now) {
        history.sumUp(now);
    }

    /** To be called by the node whose round it is. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void forgetPassedSnoozes(Instant now) {
        snoozes.forgetPassed(now);
    }

    private boolean isMine(Instant now) {
        boolean free = !entityManager
                .createNativeQuery(
                        "SELECT name FROM duty WHERE name = 'silence' AND done_at <= ?1 FOR UPDATE SKIP LOCKED")
                .setParameter(1, now.minus(LEAST_PAUSE).toEpochMilli())
                .getResultList()
                .isEmpty();
        if (free) {
            entityManager
                    .createNativeQuery("UPDATE duty SET done_at = ?1 WHERE name = 'silence'")
                    .setParameter(1, now.toEpochMilli())
                    .executeUpdate();
        }
        return free;
    }
}
