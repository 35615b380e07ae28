package energy.ems.rabbitmq;

import com.rabbitmq.jms.admin.RMQDestination;
import com.rabbitmq.jms.client.RMQSession;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One consumer of a queue over a connection of its own. What has arrived waits in memory, at most {@code prefetch}
 * messages, unacknowledged: when the connection ends, RabbitMQ delivers them to somebody else.
 *
 * <p>{@link #collect} and {@link #acknowledge} belong to one thread; messages arrive on another.
 */
final class Subscription implements AutoCloseable {

    /** Two batches and some: the next batch arrives while this one is in its transaction. */
    private static final int BATCHES_AHEAD = 3;

    private final Connection connection;
    private final com.rabbitmq.client.Connection declaring;
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private volatile JMSException broken;

    private Subscription(Connection connection, com.rabbitmq.client.Connection declaring) {
        this.connection = connection;
        this.declaring = declaring;
    }

    static Subscription open(Broker broker, RabbitActivationSpec spec) throws JMSException, IOException {
        com.rabbitmq.client.Connection declaring = broker.connectAmqp();
        try {
            String queue = declare(declaring, spec);
            Connection connection = broker.connectJms(Math.max(16, spec.getBatchSize() * BATCHES_AHEAD));
            Subscription subscription = new Subscription(connection, spec.isTopic() ? declaring : null);
            try {
                subscription.listen(queue);
            } catch (JMSException | RuntimeException e) {
                subscription.close();
                throw e;
            }
            if (!spec.isTopic()) {
                closeQuietly(declaring);
            }
            return subscription;
        } catch (JMSException | IOException | RuntimeException e) {
            closeQuietly(declaring);
            throw e;
        }
    }

    /**
     * Queues are durable and stay. A topic's queue belongs to this node alone; it lives on the declaring connection
     * and is deleted by the broker when its consumer is gone.
     */
    private static String declare(com.rabbitmq.client.Connection amqp, RabbitActivationSpec spec) throws IOException {
        String queue = spec.getDestination();
        if (spec.isTopic()) {
            queue = spec.getDestination() + "." + UUID.randomUUID();
            // The channel stays open with its connection.
            amqp.createChannel().queueDeclare(queue, false, false, true, null);
        } else {
            Queues.ensure(amqp, queue);
        }
        if (spec.bindingExchange() != null) {
            Queues.bind(amqp, queue, spec.bindingExchange(), spec.bindingKey());
        }
        return queue;
    }

    private void listen(String queue) throws JMSException {
        connection.setExceptionListener(e -> broken = e);
        // Each message is acknowledged by itself, because one that keeps failing must not be acknowledged with others.
        Session session = connection.createSession(false, RMQSession.CLIENT_INDIVIDUAL_ACKNOWLEDGE);
        session.createConsumer(new RMQDestination(queue, null, null, queue)).setMessageListener(arrived::add);
        connection.start();
    }

    /**
     * Waits for messages.
     *
     * @param most how many to return at the most
     * @param patience how long to wait for the first, milliseconds
     * @param wait how long to wait for more after the first, milliseconds
     * @return in the order of arrival; empty when none came
     * @throws JMSException when the connection is lost
     */
    List<Message> collect(int most, long patience, long wait) throws JMSException, InterruptedException {
        List<Message> batch = new ArrayList<>();
        Message first = arrived.poll(patience, TimeUnit.MILLISECONDS);
        if (first == null) {
            checkAlive();
            return batch;
        }
        batch.add(first);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
        while (batch.size() < most) {
            if (arrived.drainTo(batch, most - batch.size()) == 0) {
                Message next = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                batch.add(next);
            }
        }
        checkAlive();
        return batch;
    }

    void acknowledge(List<Message> messages) throws JMSException {
        checkAlive();
        for (Message message : messages) {
            message.acknowledge();
        }
    }

    private void checkAlive() throws JMSException {
        if (broken != null) {
            JMSException lost = new JMSException("The connection to RabbitMQ is lost");
            lost.initCause(broken);
            throw lost;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            // A connection that broke cannot be closed again; RabbitMQ has taken its messages back already.
            broken = broken == null ? new JMSException(e.getMessage()) : broken;
        }
        if (declaring != null) {
            closeQuietly(declaring);
        }
    }

    private static void closeQuietly(com.rabbitmq.client.Connection amqp) {
        amqp.abort(2_000);
    }
}
