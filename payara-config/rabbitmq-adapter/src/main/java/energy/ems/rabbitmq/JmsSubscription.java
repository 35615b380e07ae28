package energy.ems.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.NoOpMetricsCollector;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.jms.admin.RMQDestination;
import com.rabbitmq.jms.client.RMQSession;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A consumer of a topic, or of a queue for a bean that takes single messages, over RabbitMQ's JMS client.
 *
 * <p>BEWARE: that client tells of a lost connection only. A message that it cannot convert closes the channel, and
 * RabbitMQ may cancel the consumer, both without a word. So the channel is watched from below, and the queue is looked
 * at every few seconds.
 */
final class JmsSubscription implements Subscription {

    /** Two batches and some: the next batch arrives while this one is in its transaction. */
    private static final int BATCHES_AHEAD = 3;

    private static final long LOOK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Connection connection;
    private final com.rabbitmq.client.Connection declaring;
    private final String queue;
    private final Watch watch;
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private long lookedNanos = System.nanoTime();

    private JmsSubscription(
            Connection connection, com.rabbitmq.client.Connection declaring, String queue, Watch watch) {
        this.connection = connection;
        this.declaring = declaring;
        this.queue = queue;
        this.watch = watch;
    }

    /** Hears of the end from the AMQP client below and from the JMS client. */
    private static final class Watch extends NoOpMetricsCollector {

        private volatile JMSException broken;

        @Override
        public void closeChannel(Channel channel) {
            broken(new JMSException("The channel was closed"));
        }

        void broken(JMSException reason) {
            if (broken == null) {
                broken = reason;
            }
        }
    }

    static JmsSubscription open(Broker broker, RabbitActivationSpec spec) throws JMSException, IOException {
        com.rabbitmq.client.Connection declaring = broker.connectAmqp();
        try {
            String queue = declare(declaring, spec);
            Watch watch = new Watch();
            Connection connection = broker.connectJms(Math.max(16, spec.getBatchSize() * BATCHES_AHEAD), watch);
            return new JmsSubscription(connection, declaring, queue, watch);
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

    @Override
    public boolean attach() throws JMSException {
        connection.setExceptionListener(watch::broken);
        // Each message is acknowledged by itself, because one that keeps failing must not be acknowledged with others.
        Session session = connection.createSession(false, RMQSession.CLIENT_INDIVIDUAL_ACKNOWLEDGE);
        session.createConsumer(new RMQDestination(queue, null, null, queue)).setMessageListener(arrived::add);
        connection.start();
        return true;
    }

    @Override
    public boolean isTaken() {
        return false;
    }

    @Override
    public boolean keepsMessagesWaiting() {
        return false;
    }

    @Override
    public void disregardOthers() {
        // it takes its share beside them
    }

    @Override
    public void detach() throws JMSException {
        connection.stop();
    }

    @Override
    public List<Arrived> collect(int most, long patience, long wait) throws JMSException, InterruptedException {
        List<Message> batch = new ArrayList<>();
        Message first = arrived.poll(patience, TimeUnit.MILLISECONDS);
        if (first == null) {
            look();
            return List.of();
        }
        batch.add(first);
        arrived.drainTo(batch, most - 1);
        check();
        return batch.stream().map(JmsSubscription::arrived).toList();
    }

    private static Arrived arrived(Message message) {
        return new Arrived(0, message, null, null, null);
    }

    private void look() throws JMSException {
        check();
        if (System.nanoTime() - lookedNanos > LOOK_AFTER_NANOS) {
            lookedNanos = System.nanoTime();
            try (Channel channel = declaring.createChannel()) {
                if (channel.queueDeclarePassive(queue).getConsumerCount() == 0) {
                    throw new JMSException("RabbitMQ knows no consumer of " + queue);
                }
            } catch (IOException | TimeoutException | ShutdownSignalException e) {
                JMSException lost = new JMSException(Queues.reason(e));
                lost.initCause(e);
                throw lost;
            }
        }
    }

    @Override
    public void acknowledge(List<Arrived> messages) throws JMSException {
        check();
        for (Arrived each : messages) {
            each.message.acknowledge();
        }
    }

    /** The JMS client does not give away what came. */
    @Override
    public Burying bury(List<Burial> burials) {
        return () -> Optional.of(burials.stream().map(Burial::message).toList());
    }

    /** It holds single messages, which their own failures bring back soon. */
    @Override
    public boolean holdsLongerThan(Duration longest) {
        return false;
    }

    @Override
    public void check() throws JMSException {
        if (watch.broken != null) {
            JMSException lost = new JMSException("The connection to RabbitMQ is lost");
            lost.initCause(watch.broken);
            throw lost;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            // A connection that broke cannot be closed again; RabbitMQ has taken its messages back already.
            watch.broken(new JMSException(e.getMessage()));
        }
        closeQuietly(declaring);
    }

    private static void closeQuietly(com.rabbitmq.client.Connection amqp) {
        amqp.abort(2_000);
    }
}
