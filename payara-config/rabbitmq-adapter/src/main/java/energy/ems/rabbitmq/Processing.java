package energy.ems.rabbitmq;

import energy.ems.rabbitmq.Subscription.Burial;
import energy.ems.rabbitmq.Subscription.Burying;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings the messages of one subscription to the bean, in their order, and tells two kinds of failure apart by asking
 * the bean to do what every message needs.
 *
 * <ul>
 *   <li><b>It succeeds, so the messages are bad.</b> What has failed is halved at once, without waiting, until the bad
 *       message is alone. It is tried again at once and becomes a dead letter when it has failed often enough; nothing
 *       that came after it is processed before.
 *   <li><b>It fails too</b>, as when the database is away. Then nothing is blamed on a message: all of it waits, with
 *       growing pauses.
 * </ul>
 *
 * <p>For one thread.
 */
final class Processing {

    private static final Logger LOG = System.getLogger(Processing.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** RabbitMQ closes a channel on which a message was unacknowledged for thirty minutes. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(20);

    private static final Duration STAYING = Duration.ofSeconds(5);

    private final RabbitActivationSpec spec;
    private final Delivery delivery;
    private final Subscription subscription;
    private final Condition condition;
    private final CountDownLatch stopping;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private final GrowingPause settling = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    /** What the dead letters did not take when it had failed for good. */
    private final List<Arrived> setAside = new ArrayList<>();
    /** When that is tried again. */
    private long dueNanos;

    private final GrowingPause idleTurn;
    private long heldUpSinceNanos;
    private long stayedNanos = System.nanoTime();
    /** For how long this node may be held up before it leaves its turn to another. */
    private Duration longestIdle;

    /** What is on its way to the dead letters; null: nothing. */
    private Burying underWay;

    Processing(
            RabbitActivationSpec spec,
            Delivery delivery,
            Subscription subscription,
            Condition condition,
            GrowingPause idleTurn,
            CountDownLatch stopping) {
        this.spec = spec;
        this.delivery = delivery;
        this.subscription = subscription;
        this.condition = condition;
        this.idleTurn = idleTurn;
        this.stopping = stopping;
    }

    /** Takes what is there, waiting a moment for it, and does what can be done with it. */
    void step(long patienceMillis) throws JMSException, InterruptedException {
        stay();
        retrySetAside();
        List<Arrived> batch = subscription.collect(delivery.batchSize(spec), patienceMillis, spec.getBatchWait());
        condition.holds(batch.isEmpty() ? -1 : batch.get(0).nanosHere());
        process(batch);
        giveBackWhatWaitsTooLong();
    }

    private void process(List<Arrived> batch) throws JMSException, InterruptedException {
        List<Arrived> fit = new ArrayList<>(batch.size());
        List<Burial> unfit = new ArrayList<>();
        for (Arrived each : batch) {
            if (each.unfit == null) {
                fit.add(each);
            } else {
                unfit.add(new Burial(each, each.unfit));
            }
        }
        // Under way while the others are processed, and settled before these are acknowledged, in one frame then.
        bury(unfit);
        Deque<List<Arrived>> parts = new ArrayDeque<>();
        push(parts, fit);
        while (!parts.isEmpty() && !isStopping()) {
            subscription.check();
            List<Arrived> part = parts.pop();
            try {
                deliver(part);
                passed(part);
            } catch (DeliveryFailedException e) {
                failed(part, parts, e);
            }
        }
        settle();
    }

    private static void push(Deque<List<Arrived>> parts, List<Arrived> part) {
        if (!part.isEmpty()) {
            parts.push(part);
        }
    }

    private void deliver(List<Arrived> part) throws DeliveryFailedException {
        List<Message> messages = new ArrayList<>(part.size());
        part.forEach(each -> messages.add(each.message));
        delivery.deliver(messages);
    }

    private void passed(List<Arrived> part) throws JMSException {
        pause.reset();
        idleTurn.reset();
        condition.consuming();
        condition.passed(part.stream().map(Arrived::nanosHere).toList());
        settle();
        subscription.acknowledge(part);
    }

    private void failed(List<Arrived> part, Deque<List<Arrived>> parts, DeliveryFailedException failure)
            throws JMSException, InterruptedException {
        if (failure.isLostTurn()) {
            throw new TurnLostException(failure.getMessage());
        }
        LOG.log(Level.DEBUG, "Not processed: of " + part.size() + " of " + spec.getDestination(), failure);
        List<Arrived> done = new ArrayList<>();
        List<Arrived> left = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Arrived each = part.get(i);
            boolean concerned = failure.concerns(i);
            (concerned ? left : done).add(each);
            if (concerned) {
                each.message.setJMSRedelivered(true);
            }
        }
        if (!done.isEmpty()) {
            passed(done);
        }
        if (failure.isOutage() || !isAble()) {
            push(parts, left);
            waitOut(failure);
        } else if (left.size() > 1) {
            int half = left.size() / 2;
            push(parts, left.subList(half, left.size()));
            push(parts, left.subList(0, half));
        } else {
            failedAlone(left.get(0), parts, PhysicalConnection.rootMessage(failure));
        }
    }

    /** Of a bean that takes single messages nobody knows; what fails is tried later. */
    private boolean isAble() {
        if (!delivery.takesBatches()) {
            return true;
        }
        try {
            delivery.probe();
            return true;
        } catch (DeliveryFailedException e) {
            LOG.log(Level.DEBUG, "Nothing of " + spec.getDestination() + " can pass", e);
            return false;
        }
    }

    private void waitOut(DeliveryFailedException failure) throws JMSException, InterruptedException {
        long now = System.nanoTime();
        if (!condition.isHeldUp()) {
            heldUpSinceNanos = now;
            longestIdle = idleTurn.next();
        }
        condition.heldUp(PhysicalConnection.rootMessage(failure));
        if (spec.isSingle() && now - heldUpSinceNanos > longestIdle.toNanos()) {
            throw new TurnLostException("nothing passes on this node");
        }
        stopping.await(pause.next().toMillis(), TimeUnit.MILLISECONDS);
        stay();
        giveBackWhatWaitsTooLong();
    }

    /** Others take it for gone that has not said for long that it is there. */
    private void stay() throws TurnLostException {
        long now = System.nanoTime();
        if (spec.isSingle() && delivery.takesBatches() && now - stayedNanos > STAYING.toNanos()) {
            stayedNanos = now;
            try {
                delivery.stay();
            } catch (DeliveryFailedException e) {
                if (e.isLostTurn()) {
                    throw new TurnLostException(e.getMessage());
                }
                LOG.log(Level.DEBUG, "Nobody knows that this node has the turn at " + spec.getDestination(), e);
            }
        }
    }

    private void failedAlone(Arrived message, Deque<List<Arrived>> parts, String reason) throws JMSException {
        message.failedAlone();
        if (message.failures() == 1) {
            LOG.log(Level.WARNING, "A message of {0} fails: {1}", spec.getDestination(), reason);
        }
        if (message.failures() < spec.getAttempts()) {
            push(parts, List.of(message));
        } else {
            bury(List.of(new Burial(message, "failed " + message.failures() + " times: " + reason)));
        }
    }

    private void bury(List<Burial> burials) throws JMSException {
        if (burials.isEmpty()) {
            return;
        }
        settle();
        if (underWay == null) {
            underWay = subscription.bury(burials);
        } else {
            setAside(burials.stream().map(Burial::message).toList());
        }
    }

    /** Waits for what is on its way to the dead letters, unless nobody knows how long that takes. */
    private void settle() throws JMSException {
        if (underWay == null) {
            return;
        }
        Optional<List<Arrived>> left = underWay.left();
        if (left.isEmpty()) {
            return;
        }
        underWay = null;
        if (left.get().isEmpty()) {
            settling.reset();
        } else {
            setAside(left.get());
        }
    }

    private void setAside(List<Arrived> messages) {
        setAside.addAll(messages);
        dueNanos = System.nanoTime() + settling.next().toNanos();
    }

    /** All at once, because each would wait for the dead letters by itself. */
    private void retrySetAside() throws JMSException, InterruptedException {
        if (!setAside.isEmpty() && System.nanoTime() - dueNanos >= 0) {
            List<Arrived> due = List.copyOf(setAside);
            setAside.clear();
            process(due);
        }
    }

    /** All of it, because RabbitMQ would close the channel with the same effect and call it an error. */
    private void giveBackWhatWaitsTooLong() throws JMSException {
        if (subscription.holdsLongerThan(LONGEST_HOLD)) {
            throw new JMSException("Given back to RabbitMQ after " + LONGEST_HOLD.toMinutes() + " minutes");
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
