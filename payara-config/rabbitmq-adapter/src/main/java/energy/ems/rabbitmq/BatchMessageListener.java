package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;

/**
 * A message-driven bean that takes its messages in batches: all of a batch in one transaction.
 *
 * <p>The messages are acknowledged to RabbitMQ after the transaction has committed, never before. When the method
 * throws or the transaction ends in a rollback, nothing is acknowledged: the adapter waits, tries again and splits the
 * batch, so that one bad message cannot hold up the rest. A message may therefore be seen more than once.
 */
public interface BatchMessageListener {

    /**
     * Takes one batch.
     *
     * @param messages in the order of their arrival, at least one, at most the activation property {@code batchSize}
     * @throws JMSException when a message cannot be read; the batch is tried again
     */
    void onMessages(List<Message> messages) throws JMSException;
}
