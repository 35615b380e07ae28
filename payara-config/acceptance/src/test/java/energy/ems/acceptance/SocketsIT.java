package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./ems up --nodes 2} with all that it starts: what listens is what {@code SECURITY.md} says. */
@Timeout(900)
class SocketsIT {

    private static final int NODES = 2;

    @Test
    void twoNodesListenWhereTheTableSays() throws InterruptedException {
        if (!Sockets.areVisible()) {
            Loud.say("this machine does not tell where a program listens: that is NOT tested");
        }
        assumeTrue(Sockets.areVisible());
        Path directory = Scratch.directory("two-nodes");
        Path log = directory.resolve("launcher.log");
        int http = Ports.freePair();
        Map<String, Integer> ports =
                Map.of("EMS_HTTP_PORT", http, "EMS_DB_PORT", Ports.free(), "EMS_AMQP_PORT", Ports.free());
        Process launcher = Command.start(log, environment(directory, ports), launcher());
        try {
            PayaraMicro.awaitReady(URI.create("http://127.0.0.1:" + (http + 1) + "/ems/"), launcher, log);

            assertThat(listening(launcher))
                    .isEqualTo(ListeningTable.ofSecurityPage()
                            .of("./ems up --nodes N", NODES, ports, Map.of("EMS_HTTP_ADDRESS", "loopback")));
        } finally {
            launcher.destroy();
            if (!launcher.waitFor(Duration.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS)) {
                Command.kill(launcher);
            }
        }
    }

    /** Of the launcher, its database, its servers and whatever else they have started. */
    private static Set<String> listening(Process launcher) {
        Set<String> all = new TreeSet<>();
        try (Stream<ProcessHandle> started = launcher.descendants()) {
            Stream.concat(Stream.of(launcher.toHandle()), started)
                    .forEach(process -> all.addAll(Sockets.listening(process)));
        }
        return all;
    }

    private static Map<String, String> environment(Path directory, Map<String, Integer> ports) {
        Map<String, String> environment = new HashMap<>();
        ports.forEach((name, port) -> environment.put(name, port.toString()));
        environment.put("EMS_DATA_DIR", directory.resolve("data").toString());
        environment.put("EMS_ADMIN_PASSWORD", EmsSystem.PASSWORD);
        environment.put("EMS_HTTP_ADDRESS", "127.0.0.1");
        environment.put("EMS_SERVER_MEMORY", "384m");
        return environment;
    }

    private static List<String> launcher() {
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
                "energy.ems.launcher.Launcher",
                "up",
                "--background",
                "--no-demo",
                "--nodes",
                Integer.toString(NODES));
    }
}
