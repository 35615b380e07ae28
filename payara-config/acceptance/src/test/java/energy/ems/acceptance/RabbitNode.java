package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A RabbitMQ with its own ports and data, nothing shared with a service that may run here already; alone, or a node of a
 * cluster on this machine.
 */
final class RabbitNode {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final int port = Ports.free();
    private final int distributionPort = Ports.free();
    private final int namesPort;
    private final Path home;
    private final Path log;
    private int tlsPort;
    private Process process;

    /**
     * @param namesPort where Erlang's name server listens, the same for all nodes of a cluster
     * @param settings further lines of {@code rabbitmq.conf}
     */
    private RabbitNode(Path home, String name, int namesPort, List<String> settings) {
        this.name = name;
        this.namesPort = namesPort;
        this.home = home;
        this.log = home.resolveSibling(home.getFileName() + ".log");
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("plugins"), "[].\n");
            Files.write(
                    home.resolve("rabbitmq.conf"),
                    Stream.concat(Stream.of("log.console = true", "log.file = false"), settings.stream())
                            .toList());
            // What nodes know each other by.
            Path cookie = Files.writeString(home.resolve(".erlang.cookie"), "acceptance");
            Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not started. */
    static RabbitNode alone(Path home, List<String> settings) {
        int names = Ports.free();
        return new RabbitNode(home, "acceptance" + names + "@localhost", names, settings);
    }

    /** Not started. It has another port, for TLS. */
    static RabbitNode secured(Path home, Certificates certificates) {
        int tls = Ports.free();
        RabbitNode node = alone(
                home,
                List.of(
                        "listeners.ssl.1 = 127.0.0.1:" + tls,
                        "ssl_options.cacertfile = " + certificates.authority(),
                        "ssl_options.certfile = " + certificates.certificate(),
                        "ssl_options.keyfile = " + certificates.key(),
                        "ssl_options.verify = verify_none"));
        node.tlsPort = tls;
        return node;
    }

    /** Not started; each finds the others when all are. */
    static List<RabbitNode> cluster(Path directory, int nodes) {
        int names = Ports.free();
        List<String> members = IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> "acceptance" + names + "-" + number + "@localhost")
                .toList();
        List<String> settings = Stream.concat(
                        Stream.of("cluster_formation.peer_discovery_backend = classic_config"),
                        IntStream.range(0, nodes)
                                .mapToObj(i -> "cluster_formation.classic_config.nodes.%d = %s"
                                        .formatted(i + 1, members.get(i))))
                .toList();
        return members.stream()
                .map(member -> new RabbitNode(
                        directory.resolve(member.replaceAll(".*-(\\d+)@.*", "rabbitmq-$1")), member, names, settings))
                .toList();
    }

    int port() {
        return port;
    }

    String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2f";
    }

    /** By the name for which its certificate is. */
    String tlsUri() {
        return "amqps://guest:guest@localhost:" + tlsPort + "/%2f";
    }

    /** Returns at once. */
    void start() {
        process = Command.start(log, environment(), ServerPrograms.rabbitmq("rabbitmq-server"));
    }

    /** Returns when it listens; what it had confirmed is there again. */
    void awaitStarted() {
        await(port, process, log);
    }

    static void await(int port, Process process, Path log) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
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

    /** What {@code rabbitmqctl} answers. */
    String control(String... arguments) {
        Path answer = home.resolve("answer");
        try {
            Files.deleteIfExists(answer);
            Command.run(answer, environment(), PATIENCE, ServerPrograms.rabbitmq("rabbitmqctl", arguments));
            return Files.readString(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        Command.kill(process);
    }

    /** Ends what outlives the nodes; the last of a cluster does it for all. */
    void killNameServer() {
        // It refuses to go as long as it has not noticed that its nodes have gone.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Command.exit(log, environment(), PATIENCE, ServerPrograms.command("epmd", "-kill")) == 0);
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", name),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                // BEWARE: epmd outlives its node and is shared by all of a machine; an own port keeps them apart.
                Map.entry("ERL_EPMD_PORT", Integer.toString(namesPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString()));
    }
}
