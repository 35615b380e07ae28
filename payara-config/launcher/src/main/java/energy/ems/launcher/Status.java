package energy.ems.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ./ems status} and {@code ./ems down}: another process looks at the running system, or ends it. */
final class Status {

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(3);

    private final DataDirectory data;
    private final Simulators simulators;

    Status(Settings settings) {
        this.data = new DataDirectory(settings.dataDirectory());
        this.simulators = new Simulators(settings);
    }

    /** Says what runs; 0 only when everything is healthy. */
    int report(boolean json, PrintStream out) throws IOException {
        Optional<RunningSystem> system =
                data.runningLauncher().isPresent() ? data.readSystem() : Optional.<RunningSystem>empty();
        List<NodeHealth> nodes = system.map(Status::healthOf).orElse(List.of());
        Optional<NodeHealth> proxy = system.flatMap(RunningSystem::proxy).map(Status::healthOfProxy);
        boolean healthy = system.filter(RunningSystem::ready).isPresent()
                && !nodes.isEmpty()
                && nodes.stream().allMatch(NodeHealth::healthy)
                && proxy.map(NodeHealth::healthy).orElse(true);
        if (json) {
            out.println(asJson(system, nodes, proxy, healthy));
        } else {
            print(system, nodes, proxy, healthy, out);
        }
        return healthy ? 0 : 1;
    }

    int stop(Terminal terminal) throws IOException {
        Optional<ProcessHandle> launcher = data.runningLauncher();
        if (launcher.isEmpty()) {
            stopLeftOvers();
            terminal.say("EMS does not run.");
            return 0;
        }
        terminal.step("Stopping EMS", () -> {
            PidFile.stop(launcher.get(), STOP_PATIENCE);
            return null;
        });
        stopLeftOvers();
        return 0;
    }

    /** What a launcher that was killed could not stop itself. */
    private void stopLeftOvers() throws IOException {
        simulators.stopLeftOvers();
        data.proxy().stop(STOP_PATIENCE);
        for (int number = 1; number <= 8; number++) {
            data.node(number).stop(STOP_PATIENCE);
        }
        new PidFile(data.database().resolve("pid")).stop(STOP_PATIENCE);
        data.launcher().delete();
        data.forgetSystem();
    }

    private record NodeHealth(RunningSystem.Node node, boolean healthy) {}

    private static List<NodeHealth> healthOf(RunningSystem system) {
        HttpClient http = client();
        return system.nodes().stream()
                .map(node -> new NodeHealth(node, PayaraNode.isHealthy(http, node.http())))
                .toList();
    }

    /** Whether it leads to a node; health is not asked through it. */
    private static NodeHealth healthOfProxy(RunningSystem.Node proxy) {
        return new NodeHealth(proxy, PayaraNode.showsPages(client(), proxy.http()));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    }

    private static String asJson(
            Optional<RunningSystem> system, List<NodeHealth> nodes, Optional<NodeHealth> proxy, boolean healthy) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("healthy", healthy);
        system.ifPresent(running ->
                json.add("http", running.http()).add("amqp", running.amqp()).add("jdbc", running.jdbc()));
        JsonArrayBuilder list = Json.createArrayBuilder();
        nodes.forEach(health -> list.add(asJson(health)));
        proxy.ifPresent(health -> json.add("proxy", asJson(health)));
        return json.add("nodes", list).build().toString();
    }

    private static JsonObjectBuilder asJson(NodeHealth health) {
        return Json.createObjectBuilder()
                .add("name", health.node().name())
                .add("pid", health.node().pid())
                .add("http", health.node().http())
                .add("healthy", health.healthy());
    }

    private static void print(
            Optional<RunningSystem> system,
            List<NodeHealth> nodes,
            Optional<NodeHealth> proxy,
            boolean healthy,
            PrintStream out) {
        if (system.isEmpty()) {
            out.println("EMS does not run; start it with ./ems up");
            return;
        }
        RunningSystem running = system.get();
        out.println(healthy ? "EMS is healthy" : running.ready() ? "EMS is NOT healthy" : "EMS is starting");
        out.println("  portal    " + running.http());
        out.println("  broker    " + withoutPassword(running.amqp()));
        out.println("  database  " + withoutPassword(running.jdbc()));
        Stream.concat(proxy.stream(), nodes.stream())
                .forEach(health -> out.printf(
                        "  %-9s %s (process %d) %s%n",
                        health.node().name(),
                        health.node().http(),
                        health.node().pid(),
                        health.healthy() ? "healthy" : "NOT healthy"));
        out.println("  (--json shows the credentials, too)");
    }

    static String withoutPassword(String address) {
        return address.replaceAll("://([^:/@]+):[^/@]*@", "://$1:***@").replaceAll("password=[^&]*", "password=***");
    }
}
