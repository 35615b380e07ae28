package energy.ems.acceptance;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A RabbitMQ and a database, each with its own port, data and user, nothing shared with a service that may run here
 * already: those of this machine's packages, or a RabbitMQ 4 and a MySQL 9 ({@link ServerPrograms}). On RabbitMQ 4
 * operations have declared the queues before EMS comes: quorum queues, which give a message up that came back twenty times.
 */
final class RealServers implements AutoCloseable {

    private static final String PASSWORD = "it-must-not-be-logged";
    private static final List<String> QUEUES = List.of(
            Broker.MEASUREMENTS, Broker.DEAD, Broker.DEVICE_EVENTS + ".monitoring", Broker.DEVICE_EVENTS + ".dead");

    private final int databasePort = Ports.free();
    private final Path directory;
    private final Path databaseLog;
    private final List<String> databaseCommand;
    private final List<RabbitNode> brokers;
    private Process database;

    private RealServers(Path directory, List<RabbitNode> brokers, List<String> databaseOptions) throws IOException {
        this.directory = directory;
        this.brokers = brokers;
        databaseLog = directory.resolve("database.log");
        brokers.forEach(RabbitNode::start);
        databaseCommand = databaseCommand(databaseOptions);
        database = Command.start(databaseLog, Map.of(), databaseCommand);
        brokers.forEach(RabbitNode::awaitStarted);
        if (brokers.size() > 1) {
            broker(0).control("await_online_nodes", Integer.toString(brokers.size()));
        }
        if (ServerPrograms.areOfToday() || brokers.size() > 1) {
            declareQueues();
        }
        awaitDatabase();
    }

    /** Of a cluster the one at this position. */
    RabbitNode broker(int position) {
        return brokers.get(position);
    }

    /** {@code kill -9}. */
    void killBroker() {
        broker(0).kill();
    }

    /** Returns when it listens; what it had confirmed is there again. */
    void startBroker() {
        broker(0).start();
        broker(0).awaitStarted();
    }

    /** {@code kill -9}. */
    void killDatabase() {
        Command.kill(database);
    }

    /** Returns when it listens; what was committed is there again. */
    void startDatabase() {
        database = Command.start(databaseLog, Map.of(), databaseCommand);
        awaitDatabase();
    }

    /** Empty, with a loud line, on a machine without these packages. */
    static Optional<RealServers> start(Path directory) {
        return started(directory, List.of(RabbitNode.alone(directory.resolve("rabbitmq"), List.of())), List.of());
    }

    /** The same with a cluster of so many nodes of RabbitMQ, each queue on all of them. */
    static Optional<RealServers> startCluster(Path directory, int nodes) {
        return started(directory, RabbitNode.cluster(directory, nodes), List.of());
    }

    /**
     * The same with TLS: the database takes nothing else, and RabbitMQ takes it at the port of {@link RabbitNode#tlsUri}.
     */
    static Optional<RealServers> startSecured(Path directory, Certificates certificates) {
        return started(
                directory,
                List.of(RabbitNode.secured(directory.resolve("rabbitmq"), certificates)),
                List.of(
                        "--ssl-ca=" + certificates.authority(),
                        "--ssl-cert=" + certificates.certificate(),
                        "--ssl-key=" + certificates.key(),
                        "--require-secure-transport=ON"));
    }

    private static Optional<RealServers> started(
            Path directory, List<RabbitNode> brokers, List<String> databaseOptions) {
        if (!ServerPrograms.areThere()) {
            Loud.say("no rabbitmq-server or mariadb-server on this machine: the real servers are NOT tested");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RealServers(Files.createDirectories(directory.toAbsolutePath()), brokers, databaseOptions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that point EMS at these servers. */
    Map<String, String> environment() {
        return Map.of(
                "EMS_RABBITMQ_URI",
                brokers.stream().map(RabbitNode::uri).collect(Collectors.joining(",")),
                "EMS_DB_URL",
                "jdbc:mysql://127.0.0.1:" + databasePort + "/ems",
                "EMS_DB_USER",
                "ems",
                "EMS_DB_PASSWORD",
                PASSWORD);
    }

    /** The same, over TLS alone and with names and certificates looked at. */
    Map<String, String> securedEnvironment() {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("EMS_RABBITMQ_URI", broker(0).tlsUri());
        environment.put("EMS_DB_URL", "jdbc:mysql://localhost:" + databasePort + "/ems?sslMode=VERIFY_IDENTITY");
        return environment;
    }

    @Override
    public void close() {
        brokers.forEach(RabbitNode::kill);
        Command.kill(database);
        broker(0).killNameServer();
    }

    /** As operations do it before EMS is there. */
    private void declareQueues() {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(broker(0).uri());
            try (Connection connection = factory.newConnection("operations");
                    Channel channel = connection.createChannel()) {
                for (String queue : QUEUES) {
                    channel.queueDeclare(
                            queue, true, false, false, Map.of("x-queue-type", "quorum", "x-delivery-limit", 20));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the queues cannot be declared", e);
        }
    }

    private List<String> databaseCommand(List<String> options) throws IOException {
        Path data = directory.resolve("database");
        // Run at each start.
        Path users = Files.writeString(directory.resolve("init.sql"), """
                CREATE DATABASE IF NOT EXISTS ems CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS 'ems'@'%%' IDENTIFIED BY '%s';
                CREATE USER IF NOT EXISTS 'ems'@'localhost' IDENTIFIED BY '%s';
                GRANT ALL ON ems.* TO 'ems'@'%%';
                GRANT ALL ON ems.* TO 'ems'@'localhost';
                """.formatted(PASSWORD, PASSWORD));
        List<String> command = new ArrayList<>();
        if (ServerPrograms.areOfToday()) {
            command.addAll(List.of(ServerPrograms.script().toString(), "mysql", data.toString()));
        } else {
            installMariadb(data);
            command.addAll(List.of(
                    "/usr/sbin/mariadbd",
                    "--no-defaults",
                    "--datadir=" + data,
                    "--user=" + System.getProperty("user.name"),
                    "--bind-address=127.0.0.1",
                    "--socket=" + directory.resolve("db" + databasePort + ".sock"),
                    "--pid-file=" + directory.resolve("mariadb.pid")));
        }
        command.addAll(List.of("--port=" + databasePort, "--init-file=" + users));
        command.addAll(options);
        return command;
    }

    private void installMariadb(Path data) {
        Command.run(
                databaseLog,
                Map.of(),
                Duration.ofMinutes(2),
                List.of(
                        "/usr/bin/mariadb-install-db",
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"));
    }

    private void awaitDatabase() {
        RabbitNode.await(databasePort, database, databaseLog);
    }
}
