package energy.ems.acceptance;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Another program at the same broker, written against plain AMQP. */
final class Broker implements AutoCloseable {

    static final String MEASUREMENTS = "ems.measurements";
    static final String DEAD = "ems.measurements.dead";
    static final String DEVICE_EVENTS = "ems.device-events";
    static final String TOPIC = "amq.topic";

    private final Connection connection;

    Broker(String uri) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(uri);
            connection = factory.newConnection("acceptance test");
        } catch (Exception e) {
            throw new IllegalStateException("no connection to the broker at " + uri.replaceAll("//.*@", "//…@"), e);
        }
    }

    /** Sends a measurement as a meter would. */
    void measure(String deviceId, Instant timestamp, String value) {
        send(measurement(deviceId, timestamp, value));
    }

    void send(String... measurements) {
        publish(
                "",
                MEASUREMENTS,
                Arrays.stream(measurements)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    static String measurement(String deviceId, Instant timestamp, String value) {
        return "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": %s}"
                .formatted(timestamp.toEpochMilli(), deviceId, value);
    }

    /** Returns when the broker has taken over the messages. */
    void publish(String exchange, String routingKey, byte[]... bodies) {
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (byte[] body : bodies) {
                channel.basicPublish(exchange, routingKey, MessageProperties.PERSISTENT_BASIC, body);
            }
            channel.waitForConfirmsOrDie(30_000);
        } catch (Exception e) {
            throw new IllegalStateException("publishing to " + routingKey + " failed", e);
        }
    }

    /** Sends a measurement with headers and the like of its own. */
    void send(BasicProperties properties, byte[] body) {
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", MEASUREMENTS, properties, body);
            channel.waitForConfirmsOrDie(30_000);
        } catch (Exception e) {
            throw new IllegalStateException("publishing failed", e);
        }
    }

    /** Makes a queue that keeps what the topic exchange is told under this key from now on, also while it is away. */
    void listen(String queue, String routingKey) {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);
            channel.queueBind(queue, TOPIC, routingKey);
        } catch (Exception e) {
            throw new IllegalStateException("listening to " + routingKey + " failed", e);
        }
    }

    /** Takes everything out of a queue; a queue that is not there yet is empty. */
    List<GetResponse> drain(String queue) {
        List<GetResponse> messages = new ArrayList<>();
        if (!exists(queue)) {
            return messages;
        }
        try (Channel channel = connection.createChannel()) {
            for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                messages.add(next);
            }
        } catch (Exception e) {
            throw new IllegalStateException("reading " + queue + " failed", e);
        }
        return messages;
    }

    /**
     * BEWARE: asked for a message of a missing queue, the embedded broker ends the whole connection, while looking for the
     * queue costs a channel only.
     */
    private boolean exists(String queue) {
        try {
            Channel channel = connection.createChannel();
            channel.queueDeclarePassive(queue);
            channel.close();
            return true;
        } catch (IOException | TimeoutException missing) {
            return false;
        }
    }

    /** Messages that wait in the queue. */
    long depth(String queue) {
        try (Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        } catch (Exception e) {
            throw new IllegalStateException("asking for " + queue + " failed", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
