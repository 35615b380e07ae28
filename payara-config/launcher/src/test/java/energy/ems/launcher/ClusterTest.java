package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterTest {

    @Test
    void oneServerAloneHasNone() {
        assertThat(Cluster.of(1, Optional.empty()).optionsOf(1)).containsExactly("--noHazelcast");
    }

    @Test
    void itsMembersAreListedAndNobodyElseIsAsked() {
        Cluster cluster = Cluster.of(2, Optional.empty());
        int first = cluster.ports().get(0);

        assertThat(cluster.optionsOf(2))
                .containsExactly(
                        "--clusterName",
                        cluster.name(),
                        "--clusterMode",
                        "tcpip:127.0.0.1:" + first + ",127.0.0.1:" + (first + 1),
                        "--interfaces",
                        "127.0.0.1",
                        "--startPort",
                        Integer.toString(first + 1));
    }

    /** Otherwise the second system's servers would take up the first one's sessions. */
    @Test
    void twoSystemsOfOneMachineAreStrangers() throws IOException {
        Cluster one = Cluster.of(2, Optional.empty());
        try (ServerSocket taken = new ServerSocket(one.ports().get(0), 1, InetAddress.getLoopbackAddress())) {
            Cluster other = Cluster.of(2, Optional.empty());

            assertThat(other.name()).isNotEqualTo(one.name());
            assertThat(other.ports()).doesNotContain(taken.getLocalPort());
            assertThatThrownBy(() -> Cluster.of(2, Optional.of(taken.getLocalPort())))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("EMS_CLUSTER_PORT");
        }
    }
}
