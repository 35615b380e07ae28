package energy.ems.container;

import energy.ems.launcher.EmbeddedBroker;
import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.ManagedRabbitConnectionFactory;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.resource.spi.ConnectionManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real AMQP broker for tests that can be stopped and started again, keeping what it had. */
public final class TestBroker implements AutoCloseable {

    private final Path directory;
    private EmbeddedBroker broker;
    private int port;

    public TestBroker() {
        try {
            directory = Files.createTempDirectory("ems-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    public void start() {
        broker = EmbeddedBroker.start(directory, port);
        port = broker.port();
    }

    public void stop() {
        broker.close();
    }

    public String uri() {
        return broker.uri();
    }

    /** Without a pool: each connection is a new one. */
    public RabbitConnectionFactory connections() {
        ManagedRabbitConnectionFactory factory = new ManagedRabbitConnectionFactory();
        factory.setConnectionUri(broker.uri());
        ConnectionManager unpooled = (managed, request) ->
                managed.createManagedConnection(null, request).getConnection(null, request);
        return (RabbitConnectionFactory) factory.createConnectionFactory(unpooled);
    }

    public BrokerConnection connect() throws JMSException {
        return connections().connect();
    }

    @Override
    public void close() {
        stop();
        TestFiles.delete(directory);
    }
}
