package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code ./ems up --nodes 2} on a machine without a proxy, with all that it starts: what listens is what {@code
 * SECURITY.md} says. {@link NodeLossIT} does the same behind a proxy.
 */
@Timeout(900)
class SocketsIT {

    private static final String NOTHING_INSTALLED = "/nonexistent";

    @Test
    void twoNodesListenWhereTheTableSays() {
        if (!Sockets.areVisible()) {
            Loud.say("this machine does not tell where a program listens: that is NOT tested");
        }
        assumeTrue(Sockets.areVisible());
        try (LaunchedSystem system = new LaunchedSystem("two-nodes", NOTHING_INSTALLED, Map.of())) {
            assertThat(system.listening())
                    .isEqualTo(ListeningTable.ofSecurityPage()
                            .of(
                                    "./ems up --nodes N",
                                    LaunchedSystem.NODES,
                                    system.ports,
                                    Map.of("EMS_HTTP_ADDRESS", "loopback")));
            assertThat(system.said()).contains("No proxy: ", system.portalOf("node1") + " " + system.portalOf("node2"));
        }
    }
}
