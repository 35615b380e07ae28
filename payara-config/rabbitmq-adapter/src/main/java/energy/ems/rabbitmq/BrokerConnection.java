package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A connection to RabbitMQ for publishing with confirms and for looking into queues. Belongs to one thread. */
public interface BrokerConnection extends AutoCloseable {

    /** Makes durable queues of these names where there are none. */
    void declareQueues(Collection<String> names) throws JMSException;

    /**
     * Publishes persistent messages, in this order, and waits until the broker has answered for each.
     *
     * @return what the broker did not take (no queue is bound, or it said no), by position in the list, with the reason;
     *     it has taken all the others
     * @throws JMSException when it is unknown what the broker has taken: all must be sent again
     */
    Map<Integer, String> publish(List<RawMessage> messages) throws JMSException;

    /**
     * Looks at the first messages of a queue and leaves them there. They are marked as redelivered by it.
     *
     * @param most how many at the most
     */
    List<RawMessage> peek(String queue, int most) throws JMSException;

    /**
     * Takes the first messages that are wanted out of the queue, one after the other: each is acknowledged when the
     * action has returned, and stays when it throws.
     *
     * @param depth how many messages of the queue are looked at
     * @return how many were taken
     */
    int take(String queue, int depth, Predicate<RawMessage> wanted, Action action) throws JMSException;

    /** How many messages wait in the queue; 0 when there is no such queue. */
    long count(String queue) throws JMSException;

    @Override
    void close();

    /** What is done with a message before it leaves its queue. */
    @FunctionalInterface
    interface Action {
        void accept(RawMessage message) throws JMSException;
    }
}
