package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A cluster of three RabbitMQ nodes with quorum queues: the node to which EMS is connected dies under load, one after the
 * other. Only with {@code -Dacceptance.long=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
@EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
class BrokerClusterIT {

    private final Path directory = Scratch.directory("cluster");
    private RealServers servers;
    private PayaraMicro ems;
    private Api administrator;

    @BeforeAll
    void startTheSystem() {
        Optional<RealServers> started = RealServers.startCluster(directory, 3);
        assumeTrue(started.isPresent(), "this machine has not got what this system needs");
        servers = started.get();
        ems = new PayaraMicro(directory, servers.environment(), servers::close);
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopTheSystem() {
        if (ems != null) {
            ems.close();
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheNodeInUseDies() {
        // The node that outlives the others.
        String meters = servers.broker(2).uri();
        LoadOfMeters first = LoadOfMeters.begin(administrator, directory, "first", meters, new Random());
        assertThat(connectionsOfEms(0)).isPositive();

        servers.broker(0).kill();

        LoadOfMeters second = LoadOfMeters.begin(administrator, directory, "second", meters, new Random());
        assertThat(connectionsOfEms(1)).as("it has gone on with the next").isPositive();
        servers.broker(0).start();
        servers.broker(0).awaitStarted();
        servers.broker(0).control("await_online_nodes", "3");
        servers.broker(1).kill();

        first.awaitExact();
        second.awaitExact();
        try (Broker broker = new Broker(meters)) {
            assertThat(broker.drain(Broker.DEAD)).isEmpty();
        }
    }

    private long connectionsOfEms(int position) {
        RabbitNode node = servers.broker(position);
        return node.control("-q", "list_connections", "port", "client_properties")
                .lines()
                .filter(line -> line.startsWith(node.port() + "\t") && line.contains("\"ems\""))
                .count();
    }
}
