package energy.ems.simulator;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import com.rabbitmq.jms.admin.RMQDestination;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends persistent messages to one queue and knows which of them the broker has taken over.
 *
 * <p>Confirms arrive asynchronously while further messages leave; only so many bytes may be on their way. When the broker
 * goes away it is tried again, with growing pauses, and everything unconfirmed is sent once more: at least once, in the
 * order of the first sending as far as the broker keeps it.
 *
 * <p>BEWARE: rabbitmq-jms lets the AMQP client's unchecked {@link ShutdownSignalException} through where a JMS program
 * expects a {@link JMSException}; both mean that the connection is gone.
 *
 * <p>{@link #publish} and {@link #drain} belong to one thread; the rest may be asked from any.
 */
final class ConfirmedPublisher implements AutoCloseable {

    private static final int WINDOW_BYTES = 16 << 20;
    private static final int OVERHEAD_BYTES = 512;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /**
     * BEWARE: a session of rabbitmq-jms 3.7 looks at all sequence numbers from its first one whenever a confirm says
     * "and all before", because it does not move its lower bound then. A session that lives long gets slower and
     * slower; a young one costs next to nothing.
     */
    private static final int MESSAGES_PER_SESSION = 10_000;

    private final RMQConnectionFactory factory;
    private final String queue;
    private final Stop stop;
    private final Consumer<String> notices;
    private final Semaphore window = new Semaphore(WINDOW_BYTES);
    private final ConcurrentSkipListMap<Long, byte[]> unconfirmed = new ConcurrentSkipListMap<>();
    private final Queue<Long> refused = new ConcurrentLinkedQueue<>();
    private final List<Outlet> retired = new ArrayList<>();

    private Connection connection;
    private volatile com.rabbitmq.client.Connection amqp;
    private volatile Exception broken;
    private Outlet outlet;
    private volatile long next;

    /** One session with its producer. */
    private final class Outlet {
        private final Session session;
        private final MessageProducer producer;
        private final AtomicInteger open = new AtomicInteger();
        private int sent;

        Outlet() throws JMSException {
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            producer = session.createProducer(new RMQDestination(queue, "", queue, queue));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        }

        void send(long number, byte[] body) throws JMSException {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            sent++;
            open.incrementAndGet();
            producer.send(message, new CompletionListener() {
                @Override
                public void onCompletion(Message confirmed) {
                    open.decrementAndGet();
                    byte[] settled = unconfirmed.remove(number);
                    if (settled != null) {
                        window.release(weight(settled));
                    }
                }

                @Override
                public void onException(Message message, Exception refusal) {
                    open.decrementAndGet();
                    refused.add(number);
                }
            });
        }
    }

    ConfirmedPublisher(String uri, String queue, Stop stop, Consumer<String> notices) {
        this.queue = queue;
        this.stop = stop;
        this.notices = notices;
        this.factory = new RMQConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (JMSException | RuntimeException e) {
            throw new UsageException("rabbitmq.uri: not a valid address (" + reason(e) + ")");
        }
        factory.setAmqpConnectionFactoryPostProcessor(amqpFactory -> {
            amqpFactory.setAutomaticRecoveryEnabled(false);
            amqpFactory.setConnectionTimeout(10_000);
        });
        factory.setAmqpConnectionPostProcessor(made -> amqp = made);
    }

    /**
     * Connects for the first time and makes sure that the queue is there.
     *
     * @throws UsageException when the broker cannot be reached within {@code patience}
     */
    void connect(Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        Duration pause = Duration.ofMillis(250);
        while (true) {
            try {
                open();
                return;
            } catch (JMSException | ShutdownSignalException | IOException | TimeoutException e) {
                if (System.nanoTime() + pause.toNanos() >= giveUp) {
                    throw new UsageException("rabbitmq.uri: no connection to the broker (" + reason(e) + ")");
                }
                if (stop.within(pause)) {
                    throw new UsageException("stopped while waiting for the broker");
                }
                pause = longer(pause);
            }
        }
    }

    /** Sends a message, waiting for room in the window; false when it was told to stop instead. */
    boolean publish(byte[] body) {
        if (!awaitRoom(weight(body))) {
            return false;
        }
        long number = next;
        unconfirmed.put(number, body);
        // Only this thread writes it, and only after the entry stands: confirmed() relies on the order.
        next = number + 1;
        try {
            resendRefused();
            send(number, body);
            return true;
        } catch (JMSException | ShutdownSignalException e) {
            broken = e;
            return reconnect();
        }
    }

    /** How many messages, counted from the first, are all confirmed. Thread-safe. */
    long confirmed() {
        long sent = next;
        Map.Entry<Long, byte[]> first = unconfirmed.firstEntry();
        return first == null ? sent : Math.min(sent, first.getKey());
    }

    /** Waits until everything is confirmed; after a wish to stop only for {@code grace}. True when all is confirmed. */
    boolean drain(Duration grace) {
        long giveUp = Long.MAX_VALUE;
        while (!unconfirmed.isEmpty()) {
            if (stop.isWished() && giveUp == Long.MAX_VALUE) {
                giveUp = System.nanoTime() + grace.toNanos();
            }
            if (System.nanoTime() > giveUp) {
                return false;
            }
            try {
                if (broken != null) {
                    if (!reconnect()) {
                        return false;
                    }
                }
                resendRefused();
                // The window is whole again when the last confirm has come.
                if (window.tryAcquire(WINDOW_BYTES, 100, TimeUnit.MILLISECONDS)) {
                    window.release(WINDOW_BYTES);
                }
            } catch (JMSException | ShutdownSignalException e) {
                broken = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (JMSException | RuntimeException e) {
                // It is gone already, and what was not confirmed is known as such.
                notices.accept("closing the connection: " + reason(e));
            }
        }
    }

    private void send(long number, byte[] body) throws JMSException {
        if (outlet.sent >= MESSAGES_PER_SESSION) {
            retired.add(outlet);
            outlet = new Outlet();
            for (Outlet old : List.copyOf(retired)) {
                if (old.open.get() == 0) {
                    retired.remove(old);
                    old.session.close();
                }
            }
        }
        outlet.send(number, body);
    }

    private void resendRefused() throws JMSException {
        for (Long number = refused.poll(); number != null; number = refused.poll()) {
            byte[] body = unconfirmed.get(number);
            if (body != null) {
                send(number, body);
            }
        }
    }

    private boolean awaitRoom(int weight) {
        try {
            while (true) {
                if (stop.isWished()) {
                    return false;
                }
                if (broken != null && !reconnect()) {
                    return false;
                }
                if (window.tryAcquire(weight) || window.tryAcquire(weight, 200, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean reconnect() {
        Duration pause = Duration.ofMillis(500);
        notices.accept("the broker went away (" + reason(broken) + ")");
        while (true) {
            close();
            if (stop.within(pause)) {
                return false;
            }
            try {
                open();
                for (Map.Entry<Long, byte[]> waiting : unconfirmed.entrySet()) {
                    send(waiting.getKey(), waiting.getValue());
                }
                notices.accept("the broker is back");
                return true;
            } catch (JMSException | ShutdownSignalException | IOException | TimeoutException e) {
                pause = longer(pause);
                notices.accept("the broker is away (" + reason(e) + "), trying again in " + pause.toMillis() + " ms");
            }
        }
    }

    private void open() throws JMSException, IOException, TimeoutException {
        broken = null;
        refused.clear();
        retired.clear();
        try {
            connection = factory.createConnection();
            connection.setExceptionListener(lost -> broken = lost);
            declareQueue();
            outlet = new Outlet();
        } catch (JMSException | IOException | TimeoutException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * BEWARE: the broker confirms and forgets a message for a queue that does not exist. The queue is only made when it
     * is missing, because making one that exists with other arguments is an error.
     */
    private void declareQueue() throws IOException, TimeoutException {
        try (Channel channel = amqp.createChannel()) {
            channel.queueDeclarePassive(queue);
            return;
        } catch (IOException missing) {
            // A failed look closes its channel; the next one is a new one.
        } catch (AlreadyClosedException closedByTheAnswer) {
            // The same, noticed while the channel was being closed.
        }
        try (Channel channel = amqp.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);
        }
    }

    private static int weight(byte[] body) {
        return Math.min(WINDOW_BYTES, body.length + OVERHEAD_BYTES);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
