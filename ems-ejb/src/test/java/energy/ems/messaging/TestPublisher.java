package energy.ems.messaging;

import energy.ems.container.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Publishes to a real broker, which may be made to refuse a message. */
public final class TestPublisher implements MessagePublisher {

    private final BrokerPublisher publisher = new BrokerPublisher();
    private String refused;
    private int attempts;

    public TestPublisher(TestBroker broker) {
        publisher.broker = broker.connections();
    }

    public void refuse(String body) {
        refused = body;
    }

    /** How often something was to be published. */
    public int attempts() {
        return attempts;
    }

    @Override
    public Map<Integer, String> publish(List<OutgoingMessage> messages) {
        attempts++;
        List<OutgoingMessage> others = new ArrayList<>();
        Map<Integer, String> refusals = new HashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            if (new String(messages.get(i).body(), StandardCharsets.UTF_8).equals(refused)) {
                refusals.put(i, "refused by the test");
            } else {
                others.add(messages.get(i));
            }
        }
        if (!publisher.publish(others).isEmpty()) {
            throw new IllegalStateException("the broker refused what it should take");
        }
        return refusals;
    }
}
