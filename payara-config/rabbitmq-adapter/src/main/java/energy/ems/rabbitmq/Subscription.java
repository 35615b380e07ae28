package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One consumer of a queue over a connection of its own. What has arrived waits in memory, unacknowledged: when the
 * connection or channel ends, RabbitMQ delivers it to somebody else.
 *
 * <p>All methods belong to one thread. Each of them throws when messages cannot come any more, whatever the reason.
 */
interface Subscription extends AutoCloseable {

    /**
     * Has messages come from now on.
     *
     * @return false when another consumer has the queue, which takes one at a time
     */
    boolean attach() throws JMSException;

    /** Whether another consumer has the queue, which takes one at a time. */
    boolean isTaken() throws JMSException;

    /** Whether messages wait in a queue that another consumer has; as of the last time that somebody asked whether it is. */
    boolean keepsMessagesWaiting();

    /** Has the queue as one that nobody has, though it is said to have a consumer. */
    void disregardOthers() throws JMSException;

    /** Gives back all that is not acknowledged, and has nothing come until it is attached again. */
    void detach() throws JMSException;

    /** Throws when messages cannot come, or cannot be acknowledged, any more. */
    void check() throws JMSException;

    /**
     * Waits for messages.
     *
     * @param most how many to return at the most
     * @param patience how long to wait for the first, milliseconds
     * @param wait how long to wait for more after the first, milliseconds
     * @return in the order of arrival; empty when none came
     */
    List<Arrived> collect(int most, long patience, long wait) throws JMSException, InterruptedException;

    void acknowledge(List<Arrived> messages) throws JMSException;

    /** Begins to put messages into the dead letters, so that something else can be done meanwhile. */
    Burying bury(List<Burial> burials) throws JMSException;

    /** A message that no bean takes, and why. */
    record Burial(Arrived message, String reason) {}

    /** Messages on the way to the dead letters. */
    interface Burying {

        /**
         * Waits until they are there, and acknowledges them.
         *
         * @return those that are not there; they stay unacknowledged. Empty as long as the broker is short of memory and
         *     does not read what it was sent: whoever sent it anew would have it there twice
         */
        Optional<List<Arrived>> left() throws JMSException;
    }

    /** Whether something has been unacknowledged for so long that RabbitMQ would close the channel soon. */
    boolean holdsLongerThan(Duration longest);

    @Override
    void close();
}
