package energy.ems.acceptance;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What {@code ./ems up --nodes 2} starts: the launcher with an embedded database, an embedded broker and two nodes. */
final class LaunchedSystem implements AutoCloseable {

    static final int NODES = 2;

    private static final Duration BOOT = Duration.ofMinutes(8);

    final Map<String, Integer> ports;

    private final Path data;
    private final Path log;
    private final Process launcher;

    /**
     * @param path where the launcher looks for a proxy
     * @param further settings
     */
    LaunchedSystem(String name, String path, Map<String, String> further) {
        Path directory = Scratch.directory(name);
        // One for the proxy, two for the nodes; and two for their cluster.
        int http = Ports.freeTriple();
        ports = Map.of(
                "EMS_HTTP_PORT",
                http,
                "EMS_DB_PORT",
                Ports.free(),
                "EMS_AMQP_PORT",
                Ports.free(),
                "EMS_CLUSTER_PORT",
                Ports.clusterPair());
        data = directory.resolve("data");
        log = directory.resolve("launcher.log");
        launcher = Command.start(log, environment(path, further), up());
        try {
            await().atMost(BOOT).until(() -> {
                if (!launcher.isAlive()) {
                    throw new IllegalStateException("the launcher ended");
                }
                return Files.exists(description()) && described().getBoolean("ready");
            });
        } catch (RuntimeException e) {
            String said = Command.tail(log);
            close();
            throw new IllegalStateException("./ems up --nodes 2 did not become ready:\n" + said, e);
        }
    }

    /** What the launcher has printed so far. */
    String said() {
        return Command.tail(log);
    }

    /** Where browsers come in. */
    URI portal() {
        return URI.create(described().getString("http"));
    }

    String amqp() {
        return described().getString("amqp");
    }

    /** The portal as this node alone shows it. */
    URI portalOf(String node) {
        return URI.create(node(node).getString("http"));
    }

    ProcessHandle processOf(String node) {
        return ProcessHandle.of(node(node).getJsonNumber("pid").longValue()).orElseThrow();
    }

    /** Of the launcher, its database, its servers and whatever else it has started. */
    Set<String> listening() {
        Set<String> all = new TreeSet<>();
        try (Stream<ProcessHandle> started = launcher.descendants()) {
            Stream.concat(Stream.of(launcher.toHandle()), started)
                    .forEach(process -> all.addAll(Sockets.listening(process)));
        }
        return all;
    }

    /** What a node has written about itself since it was started last. */
    Path log(String node) {
        return data.resolve("log").resolve(node + ".log");
    }

    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(Duration.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS)) {
                Command.kill(launcher);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonObject node(String name) {
        return described().getJsonArray("nodes").getValuesAs(JsonObject.class).stream()
                .filter(node -> node.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject described() {
        try {
            return Api.json(Files.readString(description()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path description() {
        return data.resolve("run").resolve("system.json");
    }

    private Map<String, String> environment(String path, Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(further);
        ports.forEach((name, port) -> environment.put(name, port.toString()));
        environment.put("PATH", path);
        environment.put("EMS_DATA_DIR", data.toString());
        environment.put("EMS_ADMIN_PASSWORD", EmsSystem.PASSWORD);
        environment.put("EMS_HTTP_ADDRESS", "127.0.0.1");
        environment.put("EMS_SERVER_MEMORY", "384m");
        return environment;
    }

    private static List<String> up() {
        List<String> command = new ArrayList<>(launcher());
        command.addAll(List.of("up", "--background", "--no-demo", "--nodes", Integer.toString(NODES)));
        return command;
    }

    /** {@code ./ems}, to which the command is to be added. */
    static List<String> launcher() {
        Path root = Path.of(System.getProperty("acceptance.boot", "../boot"))
                .toAbsolutePath()
                .normalize()
                .resolve("../..")
                .normalize();
        Path built = root.resolve("payara-config/launcher/target");
        return List.of(
                Artifacts.java().toString(),
                "-Xmx256m",
                "-Dems.root=" + root,
                "-cp",
                built.resolve("launcher.jar") + ":" + built.resolve("lib") + "/*",
                "energy.ems.launcher.Launcher");
    }
}
