package energy.ems.acceptance;

import energy.ems.launcher.EmbeddedBroker;
import energy.ems.launcher.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The broker and the database that EMS brings along, as {@code ./ems up} runs them. */
final class EmbeddedServers implements AutoCloseable {

    /** The broker tells of every channel; kept here because loggers are held weakly. */
    private static final Logger BROKER_LOG = Logger.getLogger("org.apache.qpid");

    private static final Logger BROKER_MESSAGES = Logger.getLogger("qpid");

    private final Path brokerStore;
    private final int brokerPort = Ports.free();
    private final EmbeddedDatabase database;
    private EmbeddedBroker broker;

    private EmbeddedServers(Path directory) {
        BROKER_LOG.setLevel(Level.WARNING);
        BROKER_MESSAGES.setLevel(Level.WARNING);
        brokerStore = directory.resolve("broker");
        startBroker();
        database = EmbeddedDatabase.start(directory.resolve("database"), Ports.free());
        // The database is a program of its own: it must not outlive a test that ended before it could close it.
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    }

    static EmbeddedServers start(Path directory) {
        return new EmbeddedServers(directory.toAbsolutePath());
    }

    /** The settings that point EMS at these servers. */
    Map<String, String> environment() {
        return Map.of(
                "EMS_RABBITMQ_URI",
                broker.uri(),
                "EMS_DB_URL",
                database.jdbcUrl(),
                "EMS_DB_USER",
                database.user(),
                "EMS_DB_PASSWORD",
                database.password());
    }

    /** Takes the broker away; its address and its store stay. */
    void stopBroker() {
        broker.close();
    }

    /** Brings the broker back with what it had stored, at the address where it was. */
    void startBroker() {
        broker = EmbeddedBroker.start(brokerStore, brokerPort);
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }
}
