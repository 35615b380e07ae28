package energy.ems.messaging;

import energy.ems.container.ManagementSystem;
import energy.ems.container.TestBroker;

/** One node's relay, for tests that kill it. */
public final class RelayNode {

    private final OutboxDrain drain;
    private boolean killed;

    public RelayNode(ManagementSystem system, TestBroker broker) {
        BrokerPublisher publisher = new BrokerPublisher();
        publisher.broker = broker.connections();
        drain = system.get(OutboxDrain.class);
        drain.publisher = messages -> {
            if (killed) {
                throw new IllegalStateException("this node is dead");
            }
            return publisher.publish(messages);
        };
    }

    /** Answers whether everything has left; false when the broker is away. */
    public boolean tryToSend() {
        try {
            while (drain.sendBatch() > 0) {
                // until nothing is due
            }
            return true;
        } catch (BrokerUnavailableException e) {
            return false;
        }
    }

    public void kill() {
        killed = true;
    }
}
