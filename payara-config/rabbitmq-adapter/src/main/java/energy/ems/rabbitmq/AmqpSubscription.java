package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A consumer of a queue for a bean that takes batches, in AMQP itself: that costs a fraction of what the JMS client
 * does, tells of a closed channel and of a cancelled consumer, and no header can stop it.
 *
 * <p>RabbitMQ bounds what is under way in messages, not in bytes. So what does not fit into memory is dropped here with
 * all that follows, and the channel is given up as soon as the rest is processed: RabbitMQ then delivers it anew, to a
 * consumer that asks for fewer. That one asks for more again by what it sees: whoever once met a few large messages would
 * be slow for as long as there is anything to take.
 */
final class AmqpSubscription implements Subscription {

    private static final Logger LOG = System.getLogger(AmqpSubscription.class.getName());

    private static final int KEPT_OF_OVERSIZED = 8 * 1024;
    /**
     * A quorum queue of RabbitMQ 4 gives a message up, and nobody is told, when it has come back twenty times. Each loss
     * of a connection counts for all that was under way.
     */
    private static final int MOST_RETURNS = 15;

    /** So many messages say how large they are. */
    private static final int WINDOW = 100;

    private static final long LOOK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final RabbitActivationSpec spec;
    private final Connection amqp;
    private final DeadLetters deadLetters;
    /** What was collected and not acknowledged, by delivery tag. */
    private final TreeMap<Long, Arrived> outstanding = new TreeMap<>();

    private Channel channel;
    private Receiver receiver;
    private int prefetch;
    /** What was collected since the last time that somebody thought about the prefetch. */
    private int windowMessages;

    private long windowBytes;
    private long lookedNanos = System.nanoTime();

    private boolean messagesWait;

    /** So many of the queue's consumers are there no longer, by all that is known. */
    private int gone;

    private AmqpSubscription(Broker broker, RabbitActivationSpec spec, Connection amqp) {
        this.spec = spec;
        this.amqp = amqp;
        this.deadLetters = new DeadLetters(broker, spec.deadLetterQueue());
        this.prefetch = spec.prefetch();
    }

    static AmqpSubscription open(Broker broker, RabbitActivationSpec spec) throws IOException {
        Connection amqp = broker.connectAmqp();
        try {
            Queues.ensure(amqp, spec.getDestination());
            if (spec.bindingExchange() != null) {
                Queues.bind(amqp, spec.getDestination(), spec.bindingExchange(), spec.bindingKey());
            }
            return new AmqpSubscription(broker, spec, amqp);
        } catch (IOException | RuntimeException e) {
            amqp.abort(2_000);
            throw e;
        }
    }

    /**
     * One consumer at a time: by looking, because no means of AMQP does it on every queue that operations may have
     * declared. A refusal would also be an error in RabbitMQ's log, each time that a node asks for its turn.
     */
    @Override
    public boolean attach() throws JMSException {
        try {
            if (isTaken()) {
                gone = 0;
                return false;
            }
            consume();
            return true;
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean isTaken() throws JMSException {
        return spec.isSingle() && consumers() > gone;
    }

    @Override
    public boolean keepsMessagesWaiting() {
        return messagesWait;
    }

    @Override
    public void disregardOthers() throws JMSException {
        gone = Integer.MAX_VALUE;
        int others = consumers();
        LOG.log(
                Level.WARNING,
                "Messages of {0} wait, and nobody has said for long that it takes them: this node does, though RabbitMQ"
                        + " counts {1} consumers",
                spec.getDestination(),
                others);
    }

    /** Without this one, which is not attached. */
    private int consumers() throws JMSException {
        int others = count();
        gone = Math.min(gone, others);
        return others;
    }

    private int count() throws JMSException {
        try (Channel looking = amqp.createChannel()) {
            AMQP.Queue.DeclareOk queue = looking.queueDeclarePassive(spec.getDestination());
            messagesWait = queue.getMessageCount() > 0;
            return queue.getConsumerCount();
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    @Override
    public void detach() throws JMSException {
        if (channel == null) {
            return;
        }
        try {
            giveBack();
            channel.abort();
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    /**
     * In so many words where there is time for them: a quorum queue takes what is left on a channel for failed, and may
     * count that.
     */
    private void giveBack() throws IOException {
        if (channel.isOpen() && receiver.ended == null && receiver.holds()) {
            channel.basicCancel(receiver.getConsumerTag());
            channel.basicNack(0, true, true);
        }
    }

    private void consume() throws IOException {
        outstanding.clear();
        channel = amqp.createChannel();
        receiver = new Receiver(channel);
        channel.basicQos(prefetch);
        channel.basicConsume(spec.getDestination(), false, receiver);
    }

    /** What has arrived on one channel. It is filled by the client's thread and emptied by the consumer's. */
    private final class Receiver extends DefaultConsumer {

        private final LinkedBlockingDeque<Arrived> arrived = new LinkedBlockingDeque<>();
        private final AtomicLong bytesWaiting = new AtomicLong();
        private volatile long lastNanos = System.nanoTime();
        private volatile boolean overflowed;
        private volatile String ended;

        Receiver(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String consumer, Envelope envelope, BasicProperties properties, byte[] body) {
            lastNanos = System.nanoTime();
            if (overflowed) {
                return;
            }
            Arrived next = read(envelope, properties, body);
            long waiting = bytesWaiting.addAndGet(next.size());
            if (waiting > spec.bytesAhead() && waiting > next.size()) {
                overflowed = true;
                bytesWaiting.addAndGet(-next.size());
            } else {
                arrived.add(next);
            }
        }

        @Override
        public void handleCancel(String consumer) {
            end("RabbitMQ cancelled the consumer: the queue was deleted or moved");
        }

        @Override
        public void handleShutdownSignal(String consumer, ShutdownSignalException signal) {
            end(Queues.reason(signal));
        }

        private void end(String reason) {
            if (ended == null) {
                ended = reason;
            }
        }

        /** Whether there is something on this channel that is not acknowledged. */
        boolean holds() {
            return overflowed || !arrived.isEmpty() || !outstanding.isEmpty();
        }

        Arrived taken(Arrived next) {
            if (next != null) {
                bytesWaiting.addAndGet(-next.size());
                outstanding.put(next.tag, next);
            }
            return next;
        }
    }

    private Arrived read(Envelope envelope, BasicProperties properties, byte[] body) {
        long tag = envelope.getDeliveryTag();
        if (body.length > spec.getMessageBytes()) {
            byte[] beginning = Arrays.copyOf(body, Math.min(body.length, KEPT_OF_OVERSIZED));
            String reason = "too large: " + body.length + " bytes where " + spec.getMessageBytes()
                    + " are allowed; these are the first " + beginning.length;
            return new Arrived(tag, null, beginning, properties, reason);
        }
        if (envelope.isRedeliver() && Queues.returns(properties) >= MOST_RETURNS) {
            String reason = "came back " + Queues.returns(properties)
                    + " times: the server, or its connection to RabbitMQ, ended each time that it was under way";
            return new Arrived(tag, null, body, properties, reason);
        }
        try {
            Message message = AmqpMessages.read(spec.getDestination(), body, properties, envelope.isRedeliver());
            return new Arrived(tag, message, body, properties, null);
        } catch (JMSException | RuntimeException e) {
            return new Arrived(tag, null, body, properties, "unreadable: " + PhysicalConnection.rootMessage(e));
        }
    }

    @Override
    public List<Arrived> collect(int most, long patience, long wait) throws JMSException, InterruptedException {
        List<Arrived> batch = new ArrayList<>();
        check();
        Arrived next = receiver.arrived.poll(patience, TimeUnit.MILLISECONDS);
        if (next == null) {
            look();
            return batch;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
        long bytes = 0;
        while (next != null) {
            batch.add(receiver.taken(next));
            bytes += next.size();
            next = batch.size() < most ? nextWithin(spec.getBatchBytes() - bytes, deadline) : null;
        }
        widen(batch.size(), bytes);
        check();
        return batch;
    }

    /**
     * Asks for more at a time where it asks for fewer than it might and what came lately is small enough.
     *
     * <p>BEWARE: on the same channel. On another one, what is under way would go back to the queue.
     */
    private void widen(int messages, long bytes) throws JMSException {
        if (prefetch == spec.prefetch()) {
            return;
        }
        windowMessages += messages;
        windowBytes += bytes;
        if (windowMessages < WINDOW) {
            return;
        }
        // Half of what fits, for those that are larger than the mean.
        long fit = spec.bytesAhead() / 2 * windowMessages / Math.max(1, windowBytes);
        int wider = (int) Math.min(spec.prefetch(), fit);
        windowMessages = 0;
        windowBytes = 0;
        if (receiver.overflowed || wider < 2L * prefetch && wider < spec.prefetch()) {
            return;
        }
        try {
            channel.basicCancel(receiver.getConsumerTag());
            if (isTaken()) {
                throw new TurnLostException("Another consumer has begun its turn");
            }
            prefetch = wider;
            channel.basicQos(prefetch);
            channel.basicConsume(spec.getDestination(), false, receiver);
            LOG.log(Level.DEBUG, "{0} messages of {1} are asked for at a time", prefetch, spec.getDestination());
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    /** The next one if it comes in time and fits. */
    private Arrived nextWithin(long room, long deadline) throws InterruptedException {
        Arrived next = receiver.arrived.poll();
        if (next == null && !receiver.overflowed) {
            next = receiver.arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (next != null && next.size() > room) {
            receiver.arrived.addFirst(next);
            return null;
        }
        return next;
    }

    /** Nothing has come for a moment: because there is nothing, or because nobody says that it cannot come? */
    private void look() throws JMSException {
        check();
        long now = System.nanoTime();
        boolean idle = outstanding.isEmpty() && receiver.arrived.isEmpty();
        if (receiver.overflowed && idle) {
            // BEWARE: so few that all of them fit, whatever their size. A quorum queue that gets back a part of what it
            // had got back before mixes up their order.
            askFor(spec.mostThatFit());
        } else if (now - Math.max(lookedNanos, receiver.lastNanos) > LOOK_AFTER_NANOS) {
            lookedNanos = now;
            int consumers = count();
            if (consumers == 0) {
                throw new JMSException("RabbitMQ knows no consumer of " + spec.getDestination());
            }
            gone = Math.min(gone, consumers - 1);
            if (idle && prefetch < spec.prefetch()) {
                askFor(spec.prefetch());
            }
        }
    }

    private void askFor(int most) throws JMSException {
        prefetch = most;
        windowMessages = 0;
        windowBytes = 0;
        LOG.log(Level.INFO, "At most {0} messages of {1} are asked for at a time", most, spec.getDestination());
        detach();
        if (!attach()) {
            throw new TurnLostException("Another consumer has begun its turn");
        }
    }

    /** In one frame where nothing older is outstanding, and singly where something was set aside. */
    @Override
    public void acknowledge(List<Arrived> messages) throws JMSException {
        check();
        List<Arrived> ordered = new ArrayList<>(messages);
        ordered.sort(Comparator.comparingLong(each -> each.tag));
        ordered.forEach(each -> outstanding.remove(each.tag));
        Arrived waiting = receiver.arrived.peek();
        long oldest = Math.min(
                outstanding.isEmpty() ? Long.MAX_VALUE : outstanding.firstKey(),
                waiting == null ? Long.MAX_VALUE : waiting.tag);
        long upTo = 0;
        try {
            for (Arrived each : ordered) {
                if (each.tag < oldest) {
                    upTo = each.tag;
                } else {
                    channel.basicAck(each.tag, false);
                }
            }
            if (upTo > 0) {
                channel.basicAck(upTo, true);
            }
        } catch (IOException | ShutdownSignalException e) {
            throw failure(e);
        }
    }

    @Override
    public Burying bury(List<Burial> burials) throws JMSException {
        check();
        DeadLetters.Sent sent;
        try {
            sent = deadLetters.send(burials);
        } catch (IOException | ShutdownSignalException e) {
            return () -> Optional.of(allLeft(burials, e));
        }
        return () -> {
            try {
                Optional<Map<Integer, String>> refused = sent.refused();
                return refused.isEmpty() ? Optional.empty() : Optional.of(settled(burials, refused.get()));
            } catch (IOException | ShutdownSignalException e) {
                return Optional.of(allLeft(burials, e));
            }
        };
    }

    private List<Arrived> allLeft(List<Burial> burials, Exception cause) throws JMSException {
        check();
        waits(burials.size(), PhysicalConnection.rootMessage(cause));
        return burials.stream().map(Burial::message).toList();
    }

    private List<Arrived> settled(List<Burial> burials, Map<Integer, String> refused) throws JMSException {
        List<Arrived> buried = new ArrayList<>();
        List<Arrived> left = new ArrayList<>();
        for (int i = 0; i < burials.size(); i++) {
            (refused.containsKey(i) ? left : buried).add(burials.get(i).message());
        }
        if (!left.isEmpty()) {
            waits(left.size(), refused.values().iterator().next());
        }
        if (!buried.isEmpty()) {
            // One line for all of them: a flood of poison is none in the log.
            LOG.log(
                    Level.WARNING,
                    "{0} messages of {1} are dead letters, such as: {2}",
                    buried.size(),
                    spec.getDestination(),
                    burials.get(burials.size() - 1).reason());
            acknowledge(buried);
        }
        return left;
    }

    private void waits(int messages, String reason) {
        LOG.log(
                Level.WARNING,
                "{0} messages of {1} wait, because the dead letters do not take them: {2}",
                messages,
                spec.getDestination(),
                reason);
    }

    @Override
    public boolean holdsLongerThan(Duration longest) {
        Arrived waiting = receiver.arrived.peek();
        Arrived held =
                outstanding.isEmpty() ? waiting : outstanding.firstEntry().getValue();
        return held != null && System.nanoTime() - held.sinceNanos > longest.toNanos();
    }

    @Override
    public void check() throws JMSException {
        if (receiver == null || !amqp.isOpen()) {
            if (!amqp.isOpen()) {
                throw new JMSException(Queues.reason(amqp.getCloseReason()));
            }
            return;
        }
        if (receiver.ended != null) {
            throw new JMSException(receiver.ended);
        }
        if (!channel.isOpen()) {
            throw new JMSException(Queues.reason(channel.getCloseReason()));
        }
    }

    private static JMSException failure(Exception cause) {
        JMSException failure = new JMSException(Queues.reason(cause));
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        deadLetters.close();
        try {
            detach();
        } catch (JMSException e) {
            LOG.log(Level.DEBUG, "What is left comes back by itself", e);
        }
        amqp.abort(2_000);
    }
}
