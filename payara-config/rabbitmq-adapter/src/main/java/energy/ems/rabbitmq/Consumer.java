package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.resource.spi.work.Work;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes messages from one subscription to one message-driven bean until it is stopped, and makes the subscription anew
 * whenever it ends, whatever the reason.
 */
final class Consumer implements Work {

    private static final Logger LOG = System.getLogger(Consumer.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final long PATIENCE_MILLIS = 250;
    private static final long LEAST_STANDBY_MILLIS = 500;
    private static final long MOST_STANDBY_MILLIS = 1_500;

    private final Broker broker;
    private final RabbitActivationSpec spec;
    private final Delivery delivery;
    private final Condition condition;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final GrowingPause reconnecting = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    /**
     * A node that can process nothing does not keep its turn from one that can; and the longer if none could lately,
     * because what is given back over and over, a quorum queue gives up.
     */
    private final GrowingPause idleTurn = new GrowingPause(Duration.ofSeconds(10), Duration.ofMinutes(20));

    private final GrowingPause beginning = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);

    Consumer(Broker broker, RabbitActivationSpec spec, Delivery delivery, int number) {
        this.broker = broker;
        this.spec = spec;
        this.delivery = delivery;
        this.condition = new Condition(spec.getDestination(), number, broker.toString());
    }

    ConsumerState state() {
        return condition.state();
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

    /** One subscription's life. What it held, RabbitMQ delivers anew. */
    private void serve() throws InterruptedException {
        long begun = System.nanoTime();
        try (Subscription subscription = subscribe()) {
            while (!isStopping()) {
                if (begin(subscription)) {
                    consume(subscription);
                }
            }
        } catch (JMSException | IOException | RuntimeException e) {
            if (!isStopping()) {
                condition.disconnected(PhysicalConnection.rootMessage(e));
                LOG.log(Level.DEBUG, "The reason", e);
                if (System.nanoTime() - begun > LASTING.toNanos()) {
                    reconnecting.reset();
                }
                pauseFor(reconnecting.next());
            }
        }
    }

    /** @return whether messages come from now on; if not, some time has passed */
    private boolean begin(Subscription subscription) throws JMSException, InterruptedException {
        if (!delivery.takesBatches()) {
            return subscription.attach();
        }
        try {
            if (!spec.isSingle()) {
                // BEWARE: what is taken and given back again counts on a quorum queue, and is given up in the end.
                delivery.probe();
                beginning.reset();
                return subscription.attach();
            }
            boolean isTaken = subscription.isTaken();
            if (isTaken && subscription.keepsMessagesWaiting() && delivery.isAbandoned()) {
                subscription.disregardOthers();
                isTaken = false;
            }
            if (!isTaken && delivery.begin(subscription::attach)) {
                beginning.reset();
                return true;
            }
            condition.standingBy();
            pauseFor(
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(LEAST_STANDBY_MILLIS, MOST_STANDBY_MILLIS)));
        } catch (DeliveryFailedException e) {
            subscription.detach();
            condition.heldUp(PhysicalConnection.rootMessage(e));
            LOG.log(Level.DEBUG, "The reason", e);
            pauseFor(beginning.next());
        }
        return false;
    }

    private void consume(Subscription subscription) throws JMSException, InterruptedException {
        condition.consuming();
        Processing processing = new Processing(spec, delivery, subscription, condition, idleTurn, stopping);
        try {
            while (!isStopping()) {
                processing.step(PATIENCE_MILLIS);
            }
        } catch (TurnLostException e) {
            LOG.log(Level.INFO, "Messages of {0} are given back: {1}", spec.getDestination(), e.getMessage());
            subscription.detach();
        }
    }

    private Subscription subscribe() throws JMSException, IOException {
        return delivery.takesBatches() && !spec.isTopic()
                ? AmqpSubscription.open(broker, spec)
                : JmsSubscription.open(broker, spec);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pauseFor(Duration pause) throws InterruptedException {
        stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
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
}
