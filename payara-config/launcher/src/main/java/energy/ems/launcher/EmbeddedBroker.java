package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) inside this Java process, listening on the loopback address only.
 *
 * <p>Durable queues and persistent messages lie in the given directory and are flushed before the broker confirms them,
 * so they outlast a crash. Its one account {@value #USER} has a generated password, kept in the directory and readable
 * for the owner only. Not thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    public static final String USER = "ems";

    private static final String VIRTUAL_HOST = "ems";

    private final int port;
    private final String password;
    private final SystemLauncher launcher = new SystemLauncher();

    private EmbeddedBroker(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the broker; it takes connections when this returns.
     *
     * @param directory where the messages lie or will lie; made when missing
     * @param port on the loopback address; 0 takes any free one
     * @throws Problem with one line that says why the broker does not run
     */
    public static EmbeddedBroker start(Path directory, int port) {
        try {
            Path store = Secrets.createDirectory(directory.toAbsolutePath());
            EmbeddedBroker broker = new EmbeddedBroker(
                    port == 0 ? Ports.anyFree() : port, Secrets.readOrCreate(store.resolve("password")));
            if (!Ports.isFree(broker.port)) {
                throw new Problem("Port " + broker.port + ", wanted for the embedded broker, is taken;"
                        + " stop the program that uses it, or set EMS_AMQP_PORT to a free one");
            }
            broker.run(store);
            return broker;
        } catch (IOException e) {
            throw new Problem("The embedded broker cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Address with the credentials, as every AMQP client takes it. */
    public String uri() {
        return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + VIRTUAL_HOST;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    private void run(Path store) throws IOException {
        try {
            // The broker's own settings are read anew at each start; only the virtual host with its queues is kept.
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "initialConfigurationLocation",
                    EmbeddedBroker.class.getResource("broker.json").toExternalForm(),
                    "startupLoggedToSystemOut",
                    "false",
                    "context",
                    Map.of(
                            // As RabbitMQ does: a message that no queue takes comes back, and the connection stays.
                            "qpid.port.closeWhenNoRoute",
                            "false",
                            "qpid.work_dir",
                            Files.createDirectories(store.resolve("work")).toString(),
                            "ems.amqp.port",
                            Integer.toString(port),
                            "ems.amqp.user",
                            USER,
                            "ems.amqp.password",
                            password,
                            "ems.amqp.virtualhost",
                            VIRTUAL_HOST,
                            "ems.amqp.config",
                            store.resolve("queues").toString(),
                            "ems.amqp.messages",
                            store.resolve("messages").toString())));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // SystemLauncher declares no narrower type.
            throw new Problem("The embedded broker did not start: " + e.getMessage(), e);
        }
        if (Ports.isFree(port)) {
            close();
            throw new Problem("The embedded broker did not start: its store in " + store + " cannot be opened");
        }
    }
}
