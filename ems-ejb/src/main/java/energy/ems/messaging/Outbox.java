package energy.ems.messaging;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;

/** Takes the messages that have to leave if, and only if, the current transaction commits. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Outbox {

    public void add(String exchange, String routingKey, byte[] body, Map<String, String> headers) {
        addAll(List.of(new OutgoingMessage(exchange, routingKey, body, headers)));
    }

    /** Adds many messages at the cost of a few statements. */
    public void addAll(List<OutgoingMessage> messages) {
        throw new UnsupportedOperationException();
    }
}
