package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts a message that no bean can take into another queue, where a person sees it. On a channel of its own, so that a
 * refusal disturbs no consumer.
 */
final class DeadLetters {

    static final String REASON = "ems-reason";
    static final String RECEIVED_AT = "ems-received-at";

    private static final long CONFIRM_TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_REASON = 500;

    private final Connection amqp;
    private final String queue;

    DeadLetters(Connection amqp, String queue) {
        this.amqp = amqp;
        this.queue = queue;
    }

    /** Returns when the broker has confirmed it. */
    void put(Arrived message, String reason) throws IOException {
        Queues.ensure(amqp, queue);
        try (Channel channel = amqp.createChannel()) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.confirmSelect();
            channel.addReturnListener(unroutable -> returned.set(true));
            channel.basicPublish("", queue, true, properties(message, reason), message.body);
            if (!channel.waitForConfirms(CONFIRM_TIMEOUT_MILLIS) || returned.get()) {
                throw new IOException("The queue " + queue + " takes no message");
            }
        } catch (TimeoutException e) {
            throw new IOException("The queue " + queue + " does not confirm", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
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
}
