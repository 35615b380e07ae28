package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Finds queues and makes the missing ones. */
final class Queues {

    private static final Logger LOG = System.getLogger(Queues.class.getName());

    /** What a quorum queue says in a message of how often it came back; against that its delivery limit stands. */
    private static final String DELIVERY_COUNT = "x-delivery-count";

    /** Headers that a message must not take along when it is put into its queue anew: counts, and further receivers. */
    static final Set<String> OF_ONE_DELIVERY = Set.of(DELIVERY_COUNT, "x-acquired-count", "CC", "BCC");

    private Queues() {}

    /**
     * Uses the queue as it is, with whatever arguments operations gave it, and makes a durable one where there is none.
     *
     * @throws IOException naming what RabbitMQ objects to
     */
    static void ensure(Connection amqp, String name) throws IOException {
        if (!exists(amqp, name)) {
            // BEWARE: a refused request closes its channel, so each has one of its own.
            try (Channel channel = amqp.createChannel()) {
                channel.queueDeclare(name, true, false, false, null);
            } catch (IOException | TimeoutException e) {
                throw refusal("make the queue " + name, e);
            }
        }
    }

    private static boolean exists(Connection amqp, String name) throws IOException {
        try (Channel channel = amqp.createChannel()) {
            channel.queueDeclarePassive(name);
            return true;
        } catch (IOException | TimeoutException e) {
            if (replyCode(e) == AMQP.NOT_FOUND) {
                return false;
            }
            throw refusal("use the queue " + name, e);
        }
    }

    /** Binds it, or says that it may not: operations may have bound it already. */
    static void bind(Connection amqp, String queue, String exchange, String key) throws IOException {
        try (Channel channel = amqp.createChannel()) {
            channel.queueBind(queue, exchange, key);
        } catch (IOException | TimeoutException e) {
            if (replyCode(e) != AMQP.ACCESS_REFUSED && replyCode(e) != AMQP.NOT_FOUND) {
                throw refusal("bind the queue " + queue, e);
            }
            LOG.log(
                    Level.WARNING,
                    "{0}; messages reach {1} by its name only, unless it is bound already",
                    refusal("bind the queue " + queue + " to " + exchange, e).getMessage(),
                    queue);
        }
    }

    /** How often a quorum queue counts that it got this message back; 0 of another queue, or when it does not say. */
    static long returns(BasicProperties properties) {
        Object count =
                properties.getHeaders() == null ? null : properties.getHeaders().get(DELIVERY_COUNT);
        return count instanceof Number number ? number.longValue() : 0;
    }

    private static IOException refusal(String what, Exception cause) {
        return new IOException("Cannot " + what + ": " + reason(cause), cause);
    }

    private static int replyCode(Throwable failure) {
        ShutdownSignalException signal = signal(failure);
        if (signal == null) {
            return 0;
        }
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        return signal.getReason() instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }

    /** What RabbitMQ said, without the protocol around it. */
    static String reason(Throwable failure) {
        ShutdownSignalException signal = signal(failure);
        if (signal != null && signal.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        if (signal != null && signal.getReason() instanceof AMQP.Connection.Close close) {
            return close.getReplyText();
        }
        return PhysicalConnection.rootMessage(failure);
    }

    private static ShutdownSignalException signal(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ShutdownSignalException signal) {
                return signal;
            }
        }
        return null;
    }
}
