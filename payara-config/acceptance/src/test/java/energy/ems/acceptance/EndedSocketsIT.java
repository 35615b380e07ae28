package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages come and go all day: a connection that is over is to cost the server nothing any more. */
@Timeout(300)
class EndedSocketsIT {

    private static final int CONNECTIONS = 60;
    /** Of the server: with it hangs all that the handshake and the connection were made of, some 40 KB. */
    private static final String CONNECTION = "org.glassfish.tyrus.core.TyrusSession";

    @Test
    void theServerForgetsAConnectionThatIsOver() {
        TestedSystem system = TestedSystem.open();
        ProcessHandle server = TestedSystem.sharedServer().orElse(null);
        if (server == null) {
            Loud.say("the server runs elsewhere, and nobody sees what it keeps: that is NOT tested");
        }
        assumeTrue(server != null);
        BrowserSession session = BrowserSession.login(system.portal(), system.administrator(), system.password());
        long before = kept(server);
        AlertSocket open = session.alertsAfter(0);
        assertThat(kept(server)).as("that there is one").isGreaterThan(before);
        open.leave();
        for (int i = 0; i < CONNECTIONS; i++) {
            session.alertsAfter(0).leave();
        }
        // Sooner than any timer of a connection would run out.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> kept(server) <= before + CONNECTIONS / 10);
    }

    /** How many connections are still held by anything. */
    private static long kept(ProcessHandle server) {
        Path histogram = Scratch.directory("histogram").resolve("histogram.txt");
        Command.run(
                histogram,
                Map.of(),
                Duration.ofMinutes(2),
                List.of(
                        Artifacts.java().resolveSibling("jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.class_histogram"));
        try {
            // Number, instances, bytes, class.
            return Files.readAllLines(histogram).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length >= 4 && fields[3].equals(CONNECTION))
                    .mapToLong(fields -> Long.parseLong(fields[1]))
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
