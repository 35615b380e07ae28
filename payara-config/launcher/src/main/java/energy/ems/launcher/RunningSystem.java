package energy.ems.launcher;

import java.util.List;

/**
 * Where the parts of a started system are.
 *
 * @param ready whether the launcher had finished starting it
 * @param amqp with the credentials
 * @param jdbc with the credentials
 */
public record RunningSystem(boolean ready, String http, String amqp, String jdbc, List<Node> nodes) {

    /** One Payara. */
    public record Node(String name, long pid, String http) {}

    RunningSystem withReady() {
        return new RunningSystem(true, http, amqp, jdbc, nodes);
    }

    RunningSystem withNodes(List<Node> current) {
        return new RunningSystem(ready, http, amqp, jdbc, current);
    }
}
