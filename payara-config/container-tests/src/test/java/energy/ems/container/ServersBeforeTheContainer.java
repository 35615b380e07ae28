package energy.ems.container;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import energy.ems.launcher.EmbeddedBroker;
import energy.ems.launcher.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/**
 * Starts the broker and the database before Arquillian starts the container, at the addresses and with the passwords that
 * the environment names; the container's process inherits the same environment. A measurement waits in the queue already.
 */
public final class ServersBeforeTheContainer implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Servers.class);
    }

    /** Made and called by Arquillian. */
    public static final class Servers {

        /** The broker tells of every channel; kept here because loggers are held weakly. */
        private static final Logger BROKER_LOG = Logger.getLogger("org.apache.qpid");

        private static final Logger BROKER_MESSAGES = Logger.getLogger("qpid");

        private EmbeddedBroker broker;
        private EmbeddedDatabase database;

        void start(@Observes(precedence = 100) BeforeSuite event) throws Exception {
            BROKER_LOG.setLevel(Level.WARNING);
            BROKER_MESSAGES.setLevel(Level.WARNING);
            Path directory = Path.of(System.getProperty("tested.servers"));
            URI amqp = URI.create(System.getenv("EMS_RABBITMQ_URI"));
            URI jdbc = URI.create(System.getenv("EMS_DB_URL").substring("jdbc:".length()));
            delete(directory);
            // Both take the password that lies in their directory, and would make one up if there were none.
            password(directory.resolve("broker"), amqp.getUserInfo().split(":")[1]);
            password(directory.resolve("database"), System.getenv("EMS_DB_PASSWORD"));
            broker = EmbeddedBroker.start(directory.resolve("broker"), amqp.getPort());
            database = EmbeddedDatabase.start(directory.resolve("database"), jdbc.getPort());
            // The database is a program of its own: it must not outlive a test that ended before it could close it.
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            measureBeforeAnybodyListens(amqp);
        }

        void stop(@Observes(precedence = -100) AfterSuite event) {
            if (broker != null) {
                broker.close();
            }
            if (database != null) {
                database.close();
            }
        }

        private static void measureBeforeAnybodyListens(URI amqp) throws Exception {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(amqp);
            try (Connection connection = factory.newConnection("a meter");
                    Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                channel.queueDeclare("ems.measurements", true, false, false, null);
                channel.basicPublish(
                        "", "ems.measurements", MessageProperties.PERSISTENT_BASIC, EarlyBird.MEASUREMENT.getBytes());
                channel.waitForConfirmsOrDie(10_000);
            }
        }

        private static void password(Path directory, String password) throws IOException {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("password"), password);
        }

        private static void delete(Path directory) throws IOException {
            if (Files.exists(directory)) {
                try (Stream<Path> old = Files.walk(directory)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }
}
