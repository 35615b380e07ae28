package energy.ems.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import energy.ems.launcher.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A RabbitMQ of this machine's packages with its own ports and data, nothing shared with one that may run already; with
 * {@code -Dtests.servers=today}, and where it can be had, the one of {@code servers-of-today.sh}.
 */
final class RealRabbitMq implements AutoCloseable {

    private static final Path TODAY = Path.of("../servers-of-today.sh").toAbsolutePath();
    private static final String PROGRAMS = "/usr/lib/rabbitmq/bin/";

    private final int port = Ports.anyFree();
    private final int namePort = Ports.anyFree();
    private final Process process;
    private final Map<String, String> environment;

    private final List<String> inFront;

    private RealRabbitMq(List<String> inFront, Path home) throws IOException {
        this.inFront = inFront;
        Files.createDirectories(home);
        Files.writeString(home.resolve("plugins"), "[].\n");
        Files.writeString(home.resolve("rabbitmq.conf"), "log.console = true\nlog.file = false\n");
        ProcessBuilder builder = new ProcessBuilder(command(PROGRAMS + "rabbitmq-server"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        environment = Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "adapter" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(Ports.anyFree())),
                // BEWARE: Erlang's name server outlives its node; a port of its own keeps nodes apart.
                Map.entry("ERL_EPMD_PORT", Integer.toString(namePort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("logs").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString()));
        builder.environment().putAll(environment);
        process = builder.start();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(this::answers);
    }

    /** Empty on a machine without the package. */
    static Optional<RealRabbitMq> start(Path home) throws IOException, InterruptedException {
        if ("today".equals(System.getProperty("tests.servers"))
                && new ProcessBuilder(TODAY.toString(), "provide")
                                .inheritIO()
                                .start()
                                .waitFor()
                        == 0) {
            return Optional.of(new RealRabbitMq(List.of(TODAY.toString(), "run"), home));
        }
        return Files.isExecutable(Path.of(PROGRAMS, "rabbitmq-server"))
                ? Optional.of(new RealRabbitMq(List.of(), home))
                : Optional.empty();
    }

    private List<String> command(String... arguments) {
        return Stream.concat(inFront.stream(), Stream.of(arguments)).toList();
    }

    String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2f";
    }

    /** Has it believe that it is short of memory, in which it takes nothing from publishers; or that it is not. */
    void shortOfMemory(boolean whether) throws Exception {
        control("set_vm_memory_high_watermark", whether ? "0.00001" : "0.6");
    }

    /** What consumers hold of a queue. */
    long unacknowledged(String queue) throws Exception {
        return control("-q", "list_queues", "name", "messages_unacknowledged")
                .lines()
                .map(line -> line.split("\\s+"))
                .filter(each -> each[0].equals(queue))
                .mapToLong(each -> Long.parseLong(each[1]))
                .sum();
    }

    private String control(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(command(PROGRAMS + "rabbitmqctl"));
        command.addAll(List.of(arguments));
        ProcessBuilder control = new ProcessBuilder(command).redirectErrorStream(true);
        control.environment().putAll(environment);
        Process process = control.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output;
    }

    private boolean answers() throws Exception {
        if (!process.isAlive()) {
            throw new AssertionError("RabbitMQ ended at once");
        }
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri());
        try (var connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        // It refuses to go as long as it has not noticed that its node has gone.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::nameServerEnds);
    }

    private boolean nameServerEnds() throws Exception {
        ProcessBuilder names = new ProcessBuilder(command("epmd", "-kill")).redirectErrorStream(true);
        names.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        names.environment().put("ERL_EPMD_PORT", Integer.toString(namePort));
        return names.start().waitFor() == 0;
    }
}
