package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import energy.ems.rabbitmq.Subscription.Burial;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts messages that no bean can take into another queue, where a person sees them. On a connection of its own: a broker
 * short of memory reads nothing more from one that publishes, and would not hear of the acknowledgements that empty it;
 * and the answers would come behind all that is on the way to the consumer.
 *
 * <p>For one thread.
 */
final class DeadLetters implements AutoCloseable {

    static final String REASON = "ems-reason";
    static final String RECEIVED_AT = "ems-received-at";

    private static final int CONFIRM_TIMEOUT_MILLIS = 10_000;
    /** So often who waits for a confirm looks whether the broker still reads. */
    private static final int LOOK_MILLIS = 100;

    private static final int LONGEST_REASON = 500;

    private final Broker broker;
    private final String queue;
    private Connection amqp;
    /** Why the broker reads nothing of the connection; null: it does. */
    private volatile String blocked;

    DeadLetters(Broker broker, String queue) {
        this.broker = broker;
        this.queue = queue;
    }

    /**
     * Returns when all are on their way, in one go: all of them cost little more than one, and a flood of poison does not
     * hold up the good.
     */
    Sent send(List<Burial> burials) throws IOException {
        connect();
        refuseWhileBlocked();
        Queues.ensure(amqp, queue);
        Channel channel = amqp.createChannel();
        try {
            Answers answers = new Answers(channel, "the queue " + queue + " takes no more");
            // A returned message comes back before its confirm, and there is one queue for all of them.
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(unroutable -> returned.set(true));
            for (int i = 0; i < burials.size(); i++) {
                Arrived message = burials.get(i).message();
                answers.expect(i);
                channel.basicPublish(
                        "", queue, true, properties(message, burials.get(i).reason()), message.body);
            }
            return new Sent(channel, answers, returned);
        } catch (IOException | RuntimeException e) {
            channel.abort();
            throw e;
        }
    }

    private void connect() throws IOException {
        if (amqp == null || !amqp.isOpen()) {
            amqp = broker.connectAmqp();
            blocked = null;
            amqp.addBlockedListener(reason -> blocked = reason, () -> blocked = null);
        }
    }

    private void refuseWhileBlocked() throws IOException {
        String reason = blocked;
        if (reason != null) {
            throw new IOException("RabbitMQ takes nothing for now: " + reason);
        }
    }

    /** Messages on the way to the queue. */
    final class Sent {

        private final Channel channel;
        private final Answers answers;
        private final AtomicBoolean returned;

        private Sent(Channel channel, Answers answers, AtomicBoolean returned) {
            this.channel = channel;
            this.answers = answers;
            this.returned = returned;
        }

        /**
         * Returns when the broker has answered for each, or when it does not read.
         *
         * @return what it did not take, by position in the list, with the reason; empty as long as it does not read
         * @throws IOException when nobody knows what it has taken
         */
        Optional<Map<Integer, String>> refused() throws IOException {
            for (int waited = 0; blocked == null || !channel.isOpen(); waited += LOOK_MILLIS) {
                try {
                    Map<Integer, String> refused = answers.await(LOOK_MILLIS);
                    channel.abort();
                    if (returned.get()) {
                        throw new IOException("The queue " + queue + " has gone");
                    }
                    return Optional.of(refused);
                } catch (TimeoutException e) {
                    if (waited >= CONFIRM_TIMEOUT_MILLIS) {
                        channel.abort();
                        throw new IOException("The queue " + queue + " does not confirm", e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("Interrupted", e);
                }
            }
            return Optional.empty();
        }
    }

    /** Its own headers are left out: among them may be what made it unreadable. */
    private static BasicProperties properties(Arrived message, String reason) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(REASON, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        headers.put(RECEIVED_AT, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        return new BasicProperties.Builder()
                .deliveryMode(2)
                .contentType(message.properties.getContentType())
                .headers(headers)
                .build();
    }

    @Override
    public void close() {
        if (amqp != null) {
            amqp.abort(2_000);
        }
    }
}
