package energy.ems.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MetricsCollector;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a RabbitMQ broker is and how to connect to it: at one address, or at those of a cluster's nodes, which are tried in
 * their order from the one on that answered last. Safe for use by several threads. Its text never shows a password.
 *
 * <p>Over {@code amqps} the server has to show a certificate for the address's host, signed by somebody whom this Java
 * trusts ({@code javax.net.ssl.trustStore}).
 */
final class Broker {

    private static final Logger LOG = System.getLogger(Broker.class.getName());
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int ANSWER_TIMEOUT_MILLIS = 15_000;
    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("\\s*,\\s*(?=[a-z]+://)");

    private final List<URI> addresses;
    private volatile int answering;

    private Broker(List<URI> addresses) {
        this.addresses = addresses;
    }

    /**
     * @param uri {@code amqp://user:password@host:port/vhost} or {@code amqps://…}, or several of them with commas between
     * @throws IllegalArgumentException with a sentence that does not contain the password
     */
    static Broker at(String uri) {
        if (uri == null || uri.isBlank()) {
            throw new IllegalArgumentException(
                    "No RabbitMQ address: set EMS_RABBITMQ_URI to amqp://user:password@host:port/vhost");
        }
        return new Broker(BETWEEN_ADDRESSES
                .splitAsStream(uri.strip())
                .map(Broker::address)
                .toList());
    }

    private static URI address(String uri) {
        try {
            URI parsed = new URI(uri);
            if (!"amqp".equals(parsed.getScheme()) && !"amqps".equals(parsed.getScheme())) {
                throw new IllegalArgumentException("The RabbitMQ address must start with amqp:// or amqps://");
            }
            if (parsed.getHost() == null) {
                throw new IllegalArgumentException("The RabbitMQ address names no host");
            }
            return parsed;
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
        return connect(uri -> {
            RMQConnectionFactory factory = new RMQConnectionFactory();
            factory.setUri(uri.toString());
            factory.setChannelsQos(prefetch);
            factory.setTerminationTimeout(2_000);
            factory.setAmqpConnectionFactoryPostProcessor(amqp -> {
                configure(amqp);
                amqp.setMetricsCollector(watch);
            });
            return factory.createConnection();
        });
    }

    /** A connection of the AMQP client, for what JMS cannot express: declaring, binding, publisher confirms. */
    com.rabbitmq.client.Connection connectAmqp() throws IOException {
        return connect(uri -> {
            ConnectionFactory factory = new ConnectionFactory();
            try {
                factory.setUri(uri);
                configure(factory);
                return factory.newConnection("ems");
            } catch (GeneralSecurityException e) {
                throw new IOException(
                        "The RabbitMQ address cannot be used: " + e.getClass().getSimpleName(), e);
            } catch (TimeoutException e) {
                throw new IOException("RabbitMQ did not answer in time at " + text(uri), e);
            }
        });
    }

    @FunctionalInterface
    private interface Connecting<T, E extends Exception> {
        T to(URI address) throws E;
    }

    private <T, E extends Exception> T connect(Connecting<T, E> connecting) throws E {
        int first = answering;
        for (int i = 0; i < addresses.size() - 1; i++) {
            int each = (first + i) % addresses.size();
            try {
                T connection = connecting.to(addresses.get(each));
                answering = each;
                return connection;
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "No connection to " + text(addresses.get(each)), e);
            }
        }
        int last = (first + addresses.size() - 1) % addresses.size();
        T connection = connecting.to(addresses.get(last));
        answering = last;
        return connection;
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
        return other instanceof Broker broker && broker.addresses.equals(addresses);
    }

    @Override
    public int hashCode() {
        return addresses.hashCode();
    }

    @Override
    public String toString() {
        return addresses.stream().map(Broker::text).collect(Collectors.joining(", "));
    }

    private static String text(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }
}
