package energy.ems.launcher;

import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a started system are.
 *
 * @param ready whether the launcher had finished starting it
 * @param http where browsers come in
 * @param amqp with the credentials
 * @param jdbc with the credentials
 * @param proxy what stands in front of the nodes
 */
public record RunningSystem(
        boolean ready, String http, String amqp, String jdbc, List<Node> nodes, Optional<Node> proxy) {

    /** A program: a Payara, or the proxy in front of them. */
    public record Node(String name, long pid, String http) {}

    RunningSystem withReady() {
        return new RunningSystem(true, http, amqp, jdbc, nodes, proxy);
    }

    RunningSystem with(List<Node> currentNodes, Optional<Node> currentProxy) {
        return new RunningSystem(ready, http, amqp, jdbc, currentNodes, currentProxy);
    }
}
