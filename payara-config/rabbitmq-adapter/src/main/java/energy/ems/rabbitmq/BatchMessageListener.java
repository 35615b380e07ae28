package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;

/**
 * A message-driven bean that takes its messages in batches.
 *
 * <p>The messages are acknowledged to RabbitMQ after the method has returned and its transaction, if the bean has one,
 * has committed; never before. When the method throws or the transaction ends in a rollback, nothing is acknowledged:
 * the adapter splits the batch and tries again, so that one bad message cannot hold up the rest. A message may therefore
 * be seen more than once.
 */
public interface BatchMessageListener {

    /**
     * Takes one batch.
     *
     * @param messages in the queue's order, at least one, at most the activation property {@code batchSize}
     * @throws PartlyProcessedException when all but some are done: just these are tried again
     * @throws NothingPassesException when these are not to blame: they wait
     * @throws TurnLostException when another consumer has taken over: all that this one holds is given back
     * @throws JMSException when a message cannot be read; the batch is tried again
     */
    void onMessages(List<Message> messages) throws JMSException;

    /**
     * Does what every message needs, without a message. It is called when messages fail: when it succeeds, the messages
     * are to blame, and what keeps failing alone becomes a dead letter. When it throws, nothing could pass: everything
     * waits and no message is blamed.
     */
    default void probe() throws JMSException {
        // a bean that needs nothing is always able
    }

    /**
     * Begins the turn of a consumer that has to be the only one of its queue (activation property {@code single}). A bean
     * that runs on several nodes lets one of them at a time through, and notices from then on when a former consumer
     * still works.
     *
     * @param attach attaches the consumer, unless the queue has one
     * @return what {@code attach} has returned
     * @throws JMSException when no turn can begin at present; no message comes then
     */
    default boolean begin(Attach attach) throws JMSException {
        return attach.attach();
    }

    /**
     * Says that the consumer whose turn it is is there. Called every few seconds of its turn, also while nothing comes and
     * while nothing passes.
     *
     * @throws TurnLostException when another has begun its turn
     */
    default void stay() throws JMSException {
        // a bean of one node has nobody to tell
    }

    /**
     * Whether whoever has the turn has not said for long that it is there. Asked about once a second while messages wait
     * for it; when it is so, another turn begins although the queue has a consumer. For a quorum queue goes on counting
     * the consumers of a cluster's node that is gone.
     */
    default boolean isAbandoned() throws JMSException {
        return false;
    }

    /** Makes the consumer one of its queue. */
    @FunctionalInterface
    interface Attach {

        /** @return false when the queue has another consumer */
        boolean attach() throws JMSException;
    }
}
