package energy.ems.messaging;

import java.util.List;
import java.util.Map;

/** The broker, as those see it who publish. Thread-safe. */
public interface MessagePublisher {

    /**
     * Publishes the messages and waits until the broker has answered for each.
     *
     * @return what the broker did not take, by position in the list, with the reason; it has taken all others
     * @throws BrokerUnavailableException when it is unknown what the broker has taken: all must be sent again
     */
    Map<Integer, String> publish(List<OutgoingMessage> messages);

    /** Whether the broker answers, so that a failure is the message's own. */
    default boolean answers() {
        try {
            publish(List.of());
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }
}
