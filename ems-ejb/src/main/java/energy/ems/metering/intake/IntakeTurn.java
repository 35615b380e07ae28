package energy.ems.metering.intake;

import energy.ems.rabbitmq.BatchMessageListener.Attach;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;

/**
 * Lets one consumer of a queue, over all nodes, work at a time. Each turn has a number in the database. Whoever begins one
 * waits for the transactions of the former turn; what begins in the former turn's name afterwards fails. So a node that
 * RabbitMQ has given up, but that goes on working, stores nothing between what its successor stores.
 */
@Stateless
@PermitAll
public class IntakeTurn {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Resource
    TransactionSynchronizationRegistry transaction;

    @Inject
    Clock clock;

    /**
     * @param attach makes this node consume, unless another does; nobody else begins a turn meanwhile
     * @return the turn's number, or 0 when another node consumes
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long begin(String queue, Attach attach) throws JMSException {
        entityManager
                .createNativeQuery("UPDATE intake_turn SET number = number + 1, begun_at = ?1 WHERE queue = ?2")
                .setParameter(1, clock.millis())
                .setParameter(2, queue)
                .executeUpdate();
        if (!attach.attach()) {
            transaction.setRollbackOnly();
            return 0;
        }
        return number(queue, "");
    }

    /**
     * Keeps the turn until the transaction ends.
     *
     * @throws TurnIsOverException when another has begun
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void keep(String queue, long number) {
        if (number(queue, " LOCK IN SHARE MODE") != number) {
            throw new TurnIsOverException();
        }
    }

    /**
     * Says that the node whose turn it is is there.
     *
     * @return false when another turn has begun
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean stay(String queue, long number) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE intake_turn SET stayed = stayed + 1 WHERE queue = ?1 AND number = ?2")
                        .setParameter(1, queue)
                        .setParameter(2, number)
                        .executeUpdate()
                > 0;
    }

    /** As it is now. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Sign sign(String queue) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT number, stayed FROM intake_turn WHERE queue = ?1")
                .setParameter(1, queue)
                .getSingleResult();
        return new Sign(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    private long number(String queue, String lock) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT number FROM intake_turn WHERE queue = ?1" + lock)
                        .setParameter(1, queue)
                        .getSingleResult())
                .longValue();
    }

    /** Writes something, as every message does. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void probe(String queue) {
        entityManager
                .createNativeQuery("UPDATE intake_turn SET probed_at = ?1 WHERE queue = ?2")
                .setParameter(1, clock.millis())
                .setParameter(2, queue)
                .executeUpdate();
    }

    static boolean isLost(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof TurnIsOverException) {
                return true;
            }
        }
        return false;
    }

    /**
     * What changes every few seconds while a node whose turn it is is there.
     *
     * @param number of the turn
     * @param stayed how often somebody has said so
     */
    public record Sign(long number, long stayed) {}

    /** Another node's turn has begun. */
    @ApplicationException(rollback = true)
    static final class TurnIsOverException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TurnIsOverException() {
            super("another turn has begun");
        }
    }
}
