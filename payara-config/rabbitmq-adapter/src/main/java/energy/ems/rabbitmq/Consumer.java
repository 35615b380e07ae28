package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.spi.work.Work;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes messages from one subscription to one message-driven bean until it is stopped: connect, collect, deliver in a
 * transaction, acknowledge after its commit; after a failure wait and try again, smaller.
 */
final class Consumer implements Work {

    private static final Logger LOG = System.getLogger(Consumer.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final long PATIENCE_MILLIS = 250;

    private final Broker broker;
    private final RabbitActivationSpec spec;
    private final Delivery delivery;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final GrowingPause reconnecting = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private final GrowingPause redelivering = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private final List<SetAside> setAside = new ArrayList<>();

    Consumer(Broker broker, RabbitActivationSpec spec, Delivery delivery) {
        this.broker = broker;
        this.spec = spec;
        this.delivery = delivery;
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delivery.release();
            stopped.countDown();
        }
    }

    /** One connection's life. */
    private void serve() throws InterruptedException {
        try (Subscription subscription = Subscription.open(broker, spec)) {
            reconnecting.reset();
            LOG.log(Level.INFO, "Consuming {0} at {1}", spec.getDestination(), broker);
            while (!isStopping()) {
                retrySetAside(subscription);
                List<Message> batch =
                        subscription.collect(delivery.batchSize(spec), PATIENCE_MILLIS, spec.getBatchWait());
                if (!batch.isEmpty()) {
                    deliver(batch, subscription);
                }
            }
        } catch (JMSException | IOException | RuntimeException e) {
            if (!isStopping()) {
                Duration pause = reconnecting.next();
                LOG.log(
                        Level.WARNING,
                        "No connection to {0} for {1}, next attempt in {2} ms: {3}",
                        broker,
                        spec.getDestination(),
                        pause.toMillis(),
                        rootMessage(e));
                LOG.log(Level.DEBUG, "The reason", e);
                pauseFor(pause);
            }
        } finally {
            // They are unacknowledged on a connection that has ended, so RabbitMQ delivers them anew.
            setAside.clear();
        }
    }

    /**
     * Delivers all of the batch or, when it keeps failing, what can be delivered of it. A single message that fails is
     * set aside, unacknowledged, and tried again later, together with others that fail.
     */
    private void deliver(List<Message> batch, Subscription subscription) throws JMSException, InterruptedException {
        try {
            delivery.deliver(batch);
        } catch (DeliveryFailedException e) {
            afterFailure(batch, subscription, e);
            return;
        }
        redelivering.reset();
        subscription.acknowledge(batch);
    }

    private void afterFailure(List<Message> batch, Subscription subscription, DeliveryFailedException failure)
            throws JMSException, InterruptedException {
        Duration pause = redelivering.next();
        LOG.log(
                Level.WARNING,
                "{0} of {1} not processed, next attempt in {2} ms: {3}",
                batch.size() == 1 ? "A message" : batch.size() + " messages",
                spec.getDestination(),
                pause.toMillis(),
                rootMessage(failure));
        LOG.log(Level.DEBUG, "The reason", failure);
        for (Message message : batch) {
            message.setJMSRedelivered(true);
        }
        if (batch.size() == 1) {
            setAside.add(new SetAside(batch.get(0), System.nanoTime() + pause.toNanos()));
            return;
        }
        if (pauseFor(pause)) {
            return;
        }
        int half = batch.size() / 2;
        deliver(batch.subList(0, half), subscription);
        deliver(batch.subList(half, batch.size()), subscription);
    }

    private void retrySetAside(Subscription subscription) throws JMSException, InterruptedException {
        long now = System.nanoTime();
        List<Message> due = new ArrayList<>();
        int most = delivery.batchSize(spec);
        for (Iterator<SetAside> each = setAside.iterator(); each.hasNext() && due.size() < most; ) {
            SetAside waiting = each.next();
            if (waiting.dueNanos - now <= 0) {
                due.add(waiting.message);
                each.remove();
            }
        }
        if (!due.isEmpty()) {
            deliver(due, subscription);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** @return whether it ended because the consumer shall stop */
    private boolean pauseFor(Duration pause) throws InterruptedException {
        return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the consumer to stop after the batch that it is in. Returns at once; called by the container too. */
    @Override
    public void release() {
        stopping.countDown();
    }

    /** @return whether the consumer has ended within that time */
    boolean awaitEnd(Duration patience) {
        try {
            return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private record SetAside(Message message, long dueNanos) {}
}
