package energy.ems.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MetricsCollector;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** Where a RabbitMQ broker is and how to connect to it. Immutable. Its text never shows the password. */
final class Broker {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int ANSWER_TIMEOUT_MILLIS = 15_000;

    private final URI uri;

    private Broker(URI uri) {
        this.uri = uri;
    }

    /**
     * @param uri {@code amqp://user:password@host:port/vhost} or {@code amqps://…}
     * @throws IllegalArgumentException with a sentence that does not contain the password
     */
    static Broker at(String uri) {
        if (uri == null || uri.isBlank()) {
            throw new IllegalArgumentException(
                    "No RabbitMQ address: set EMS_RABBITMQ_URI to amqp://user:password@host:port/vhost");
        }
        try {
            URI parsed = new URI(uri.strip());
            if (!"amqp".equals(parsed.getScheme()) && !"amqps".equals(parsed.getScheme())) {
                throw new IllegalArgumentException("The RabbitMQ address must start with amqp:// or amqps://");
            }
            if (parsed.getHost() == null) {
                throw new IllegalArgumentException("The RabbitMQ address names no host");
            }
            return new Broker(parsed);
        } catch (URISyntaxException e) {
            // BEWARE: not chained, because the message of the cause repeats the address with its password.
            throw new IllegalArgumentException(
                    "The RabbitMQ address is not a valid URI (at index " + e.getIndex() + ")");
        }
    }

    /**
     * A JMS connection that delivers at most {@code prefetch} unacknowledged messages to a consumer. Not started.
     *
     * @param watch hears what happens to its channels
     */
    jakarta.jms.Connection connectJms(int prefetch, MetricsCollector watch) throws JMSException {
        RMQConnectionFactory factory = new RMQConnectionFactory();
        factory.setUri(uri.toString());
        factory.setChannelsQos(prefetch);
        factory.setTerminationTimeout(2_000);
        factory.setAmqpConnectionFactoryPostProcessor(amqp -> {
            configure(amqp);
            amqp.setMetricsCollector(watch);
        });
        return factory.createConnection();
    }

    /** A connection of the AMQP client, for what JMS cannot express: declaring, binding, publisher confirms. */
    com.rabbitmq.client.Connection connectAmqp() throws IOException {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
            configure(factory);
            return factory.newConnection("ems");
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The RabbitMQ address cannot be used: " + e.getClass().getSimpleName(), e);
        } catch (TimeoutException e) {
            throw new IOException("RabbitMQ did not answer in time at " + this, e);
        }
    }

    private void configure(ConnectionFactory factory) {
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setChannelRpcTimeout(ANSWER_TIMEOUT_MILLIS);
        // A worker has to know that its unacknowledged messages are gone, so it reconnects by itself.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Broker broker && broker.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uri);
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }
}
