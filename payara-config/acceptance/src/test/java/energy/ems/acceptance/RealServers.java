package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A RabbitMQ and a MariaDB of this machine's packages, each with its own port, data and user, nothing shared with a
 * service that may run here already.
 */
final class RealServers implements AutoCloseable {

    private static final Path RABBITMQ = first("/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/sbin/rabbitmq-server");
    private static final Path MARIADB = first("/usr/sbin/mariadbd", "/usr/sbin/mysqld");
    private static final Path MARIADB_INSTALL = first("/usr/bin/mariadb-install-db", "/usr/bin/mysql_install_db");
    private static final String PASSWORD = "it-must-not-be-logged";

    private final int amqpPort = Ports.free();
    private final int epmdPort = Ports.free();
    private final int databasePort = Ports.free();
    private final Path directory;
    private Process rabbitmq;
    private Process mariadb;

    private RealServers(Path directory) throws IOException {
        this.directory = directory;
        rabbitmq = startRabbitmq(directory.resolve("rabbitmq"));
        installMariadb(directory.resolve("mariadb"));
        mariadb = startMariadb(directory.resolve("mariadb"));
        await(amqpPort, rabbitmq, directory.resolve("rabbitmq.log"));
        await(databasePort, mariadb, directory.resolve("mariadb.log"));
    }

    /** {@code kill -9}. */
    void killBroker() {
        Command.kill(rabbitmq);
    }

    /** Returns when it listens; what it had confirmed is there again. */
    void startBroker() {
        try {
            rabbitmq = startRabbitmq(directory.resolve("rabbitmq"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(amqpPort, rabbitmq, directory.resolve("rabbitmq.log"));
    }

    /** {@code kill -9}. */
    void killDatabase() {
        Command.kill(mariadb);
    }

    /** Returns when it listens; what was committed is there again. */
    void startDatabase() {
        mariadb = startMariadb(directory.resolve("mariadb"));
        await(databasePort, mariadb, directory.resolve("mariadb.log"));
    }

    /** Empty, with a loud line, on a machine without these packages. */
    static Optional<RealServers> start(Path directory) {
        if (RABBITMQ == null || MARIADB == null || MARIADB_INSTALL == null) {
            Loud.say("no rabbitmq-server or mariadb-server on this machine: the real servers are NOT tested");
            return Optional.empty();
        }
        try {
            return Optional.of(new RealServers(Files.createDirectories(directory.toAbsolutePath())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that point EMS at these servers. */
    Map<String, String> environment() {
        return Map.of(
                "EMS_RABBITMQ_URI",
                "amqp://guest:guest@127.0.0.1:" + amqpPort + "/%2f",
                "EMS_DB_URL",
                "jdbc:mysql://127.0.0.1:" + databasePort + "/ems",
                "EMS_DB_USER",
                "ems",
                "EMS_DB_PASSWORD",
                PASSWORD);
    }

    @Override
    public void close() {
        Command.kill(rabbitmq);
        Command.kill(mariadb);
        // Erlang's name server was started by RabbitMQ but is not its child.
        Command.exit(
                directory.resolve("rabbitmq.log"),
                Map.of("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                Duration.ofSeconds(20),
                List.of("epmd", "-kill"));
    }

    private Process startRabbitmq(Path home) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("plugins"), "[].\n");
        Files.writeString(home.resolve("rabbitmq.conf"), "log.console = true\nlog.file = false\n");
        return Command.start(
                home.resolveSibling("rabbitmq.log"),
                Map.ofEntries(
                        Map.entry("HOME", home.toString()),
                        Map.entry("RABBITMQ_NODENAME", "acceptance" + amqpPort + "@localhost"),
                        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_NODE_PORT", Integer.toString(amqpPort)),
                        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(Ports.free())),
                        // BEWARE: epmd outlives its node and is shared by all of a machine; an own port keeps them
                        // apart.
                        Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                        Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                home.resolve("plugins").toString()),
                        Map.entry(
                                "RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString())),
                List.of(RABBITMQ.toString()));
    }

    private static void installMariadb(Path data) throws IOException {
        Command.run(
                data.resolveSibling("mariadb.log"),
                Map.of(),
                Duration.ofMinutes(2),
                List.of(
                        MARIADB_INSTALL.toString(),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"));
        // Run at each start.
        Files.writeString(data.resolveSibling("init.sql"), """
                CREATE DATABASE IF NOT EXISTS ems CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS 'ems'@'%%' IDENTIFIED BY '%s';
                CREATE USER IF NOT EXISTS 'ems'@'localhost' IDENTIFIED BY '%s';
                GRANT ALL ON ems.* TO 'ems'@'%%';
                GRANT ALL ON ems.* TO 'ems'@'localhost';
                """.formatted(PASSWORD, PASSWORD));
    }

    private Process startMariadb(Path data) {
        return Command.start(
                data.resolveSibling("mariadb.log"),
                Map.of(),
                List.of(
                        MARIADB.toString(),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--port=" + databasePort,
                        "--bind-address=127.0.0.1",
                        "--socket=" + data.resolveSibling("db" + databasePort + ".sock"),
                        "--pid-file=" + data.resolveSibling("mariadb.pid"),
                        "--init-file=" + data.resolveSibling("init.sql")));
    }

    private static void await(int port, Process process, Path log) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended at once:\n" + Command.tail(log));
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private static Path first(String... candidates) {
        return Stream.of(candidates)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
