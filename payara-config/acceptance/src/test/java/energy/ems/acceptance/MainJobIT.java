package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On Payara Micro, with the embedded broker and database: what a newcomer gets. */
class MainJobIT extends MainJobScenario {

    private PayaraMicro server;

    @Override
    Optional<EmsSystem> start() {
        Path directory = Scratch.directory("embedded");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        server = new PayaraMicro(directory, servers.environment(), servers::close);
        return Optional.of(server);
    }

    /** A cluster that nobody asked for would let whoever reaches the machine into the sessions of all users. */
    @Test
    void theServerListensOnItsOwnPortAndOnNoOther() {
        if (!Sockets.areVisible()) {
            Loud.say("this machine does not tell where a program listens: that is NOT tested");
            return;
        }
        assertThat(Sockets.listening(server.process()))
                .isEqualTo(ListeningTable.ofSecurityPage()
                        .of(
                                "./ems up, its server",
                                1,
                                Map.of("EMS_HTTP_PORT", server.portal().getPort()),
                                Map.of("EMS_HTTP_ADDRESS", "loopback")));
    }
}
