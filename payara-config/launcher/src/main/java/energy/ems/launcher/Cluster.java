package energy.ems.launcher;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the servers of one system know each other, to keep the sessions of browsers for one another: by a name of its own
 * and by the list of their addresses on this machine, never by asking the network.
 *
 * @param name new for each start, so that another system's servers are strangers even where they are found
 * @param ports of the servers, one after the other; empty where there is one server and no cluster
 */
record Cluster(String name, List<Integer> ports) {

    /**
     * @param wanted the first port
     * @throws Problem when one of the ports that are wanted is taken
     */
    static Cluster of(int nodes, Optional<Integer> wanted) {
        if (nodes == 1) {
            return new Cluster("", List.of());
        }
        if (wanted.isPresent()) {
            block(wanted.get(), nodes)
                    .filter(port -> !Ports.isFree(port))
                    .findFirst()
                    .ifPresent(port -> {
                        throw new Problem("Port " + port + " is taken, which is wanted for the servers' cluster; set"
                                + " EMS_CLUSTER_PORT to the first of " + nodes + " free ones, or leave it out");
                    });
        }
        int first = wanted.orElseGet(() -> freeBlock(nodes));
        return new Cluster("ems-" + Secrets.generate(16), block(first, nodes).toList());
    }

    /** Payara's options for a server. */
    List<String> optionsOf(int number) {
        if (ports.isEmpty()) {
            // BEWARE: --noCluster would leave Hazelcast listening on every address, for whoever reaches this machine.
            return List.of("--noHazelcast");
        }
        String members =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        return List.of(
                "--clusterName",
                name,
                "--clusterMode",
                "tcpip:" + members,
                "--interfaces",
                "127.0.0.1",
                "--startPort",
                Integer.toString(ports.get(number - 1)));
    }

    /**
     * The usual ports, or the next where a second system runs on this machine. BEWARE: not just any free ones. One server
     * calls the other before that has begun to listen, and may be given the very port it calls for its own end.
     */
    private static int freeBlock(int nodes) {
        int first = Settings.DEFAULT_CLUSTER_PORT;
        while (!block(first, nodes).allMatch(Ports::isFree)) {
            first += nodes;
        }
        return first;
    }

    private static Stream<Integer> block(int first, int nodes) {
        return IntStream.range(first, first + nodes).boxed();
    }
}
