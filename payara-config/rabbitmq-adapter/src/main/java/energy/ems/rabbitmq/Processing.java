package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings the messages of one subscription to the bean and tells two kinds of failure apart.
 *
 * <ul>
 *   <li><b>This message is bad while others pass.</b> A batch that fails is halved at once, without waiting, until the
 *       bad message is alone. It is set aside, tried again after growing pauses, and becomes a dead letter when it has
 *       failed alone often enough while others passed.
 *   <li><b>Everything fails</b>, as when the database is away. It shows when many attempts in a row fail, and the
 *       message that arrived last, as a witness, fails too. Then nothing is blamed on a message: all of it waits, with
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

    private final RabbitActivationSpec spec;
    private final Delivery delivery;
    private final Subscription subscription;
    private final Condition condition;
    private final CountDownLatch stopping;
    private final int suspicious;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private final List<SetAside> setAside = new ArrayList<>();
    /** Kept for the next question, so that an outage does not mix up the order of more than one message. */
    private Arrived witness;

    private long passed;
    private int failedInARow;

    Processing(
            RabbitActivationSpec spec,
            Delivery delivery,
            Subscription subscription,
            Condition condition,
            CountDownLatch stopping) {
        this.spec = spec;
        this.delivery = delivery;
        this.subscription = subscription;
        this.condition = condition;
        this.stopping = stopping;
        // Halving down to one message fails so often at most when just that one is bad; and some more.
        this.suspicious = Integer.SIZE - Integer.numberOfLeadingZeros(delivery.batchSize(spec)) + 2;
    }

    /** Takes what is there, waiting a moment for it, and does what can be done with it. */
    void step(long patienceMillis) throws JMSException, InterruptedException {
        retrySetAside();
        if (witness != null && failedInARow == 0) {
            List<Arrived> former = List.of(witness);
            witness = null;
            process(former);
        }
        process(subscription.collect(delivery.batchSize(spec), patienceMillis, spec.getBatchWait()));
        giveBackWhatWaitsTooLong();
    }

    private void process(List<Arrived> batch) throws JMSException, InterruptedException {
        List<Arrived> fit = new ArrayList<>(batch.size());
        for (Arrived each : batch) {
            if (each.unfit == null) {
                fit.add(each);
            } else {
                bury(each, each.unfit);
            }
        }
        Deque<List<Arrived>> parts = new ArrayDeque<>();
        push(parts, fit);
        while (!parts.isEmpty() && !isStopping()) {
            List<Arrived> part = parts.pop();
            String failure = attempt(part);
            if (failure == null) {
                continue;
            }
            if (part.size() > 1) {
                int half = part.size() / 2;
                push(parts, part.subList(half, part.size()));
                push(parts, part.subList(0, half));
            } else {
                failedAlone(part.get(0), failure);
            }
            if (failedInARow >= suspicious) {
                askAWitness(parts, failure);
            }
        }
    }

    private static void push(Deque<List<Arrived>> parts, List<Arrived> part) {
        if (!part.isEmpty()) {
            parts.push(part);
        }
    }

    /** @return why it failed, or null: it has passed and is acknowledged */
    private String attempt(List<Arrived> part) throws JMSException {
        try {
            List<Message> messages = new ArrayList<>(part.size());
            part.forEach(each -> messages.add(each.message));
            delivery.deliver(messages);
        } catch (DeliveryFailedException e) {
            failedInARow++;
            for (Arrived each : part) {
                each.message.setJMSRedelivered(true);
            }
            String reason = PhysicalConnection.rootMessage(e);
            LOG.log(Level.DEBUG, "Not processed: " + part.size() + " of " + spec.getDestination(), e);
            return reason;
        }
        passed++;
        failedInARow = 0;
        pause.reset();
        condition.consuming();
        subscription.acknowledge(part);
        return null;
    }

    /**
     * Nothing has passed for long. When the message that arrived last passes, the others are bad; when it fails too, or
     * there is none, something that all of them need is away.
     */
    private void askAWitness(Deque<List<Arrived>> parts, String failure) throws JMSException, InterruptedException {
        if (witness == null) {
            witness = newWitness(parts);
        }
        if (witness != null && witness.unfit != null) {
            bury(witness, witness.unfit);
            witness = null;
            return;
        }
        if (witness != null && attempt(List.of(witness)) == null) {
            witness = null;
            return;
        }
        condition.heldUp(failure);
        stopping.await(pause.next().toMillis(), TimeUnit.MILLISECONDS);
        giveBackWhatWaitsTooLong();
    }

    private Arrived newWitness(Deque<List<Arrived>> parts) {
        Arrived latest = subscription.latest();
        if (latest != null || parts.isEmpty()) {
            return latest;
        }
        List<Arrived> last = parts.removeLast();
        if (last.size() > 1) {
            parts.addLast(last.subList(0, last.size() - 1));
        }
        return last.get(last.size() - 1);
    }

    private void failedAlone(Arrived message, String reason) throws JMSException {
        boolean counts = message.failedAlone(passed);
        if (message.failures() >= spec.getAttempts()
                && subscription.bury(
                        message, "failed " + message.failures() + " times while others passed: " + reason)) {
            return;
        }
        if (counts && message.failures() == 1) {
            LOG.log(Level.WARNING, "A message of {0} fails while others pass: {1}", spec.getDestination(), reason);
        }
        setAside.add(new SetAside(message, dueAfter(message.failures())));
    }

    private void bury(Arrived message, String reason) throws JMSException {
        if (!subscription.bury(message, reason)) {
            setAside.add(new SetAside(message, dueAfter(spec.getAttempts())));
        }
    }

    private static long dueAfter(int failures) {
        long millis = FIRST_PAUSE.toMillis() << Math.min(failures, 10);
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_PAUSE.toMillis()));
    }

    private void retrySetAside() throws JMSException, InterruptedException {
        long now = System.nanoTime();
        List<Arrived> due = new ArrayList<>();
        for (Iterator<SetAside> each = setAside.iterator(); each.hasNext(); ) {
            SetAside waiting = each.next();
            if (waiting.dueNanos - now <= 0) {
                due.add(waiting.message);
                each.remove();
            }
        }
        for (Arrived each : due) {
            process(List.of(each));
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

    private record SetAside(Arrived message, long dueNanos) {}
}
