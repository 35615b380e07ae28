package energy.ems.rabbitmq;

import java.util.Map;
import java.util.Objects;

/**
 * A message as RabbitMQ has it.
 *
 * @param exchange where to, empty for the default exchange
 * @param routingKey the routing key; on the default exchange the queue's name
 * @param body the bytes, unchanged; not copied, so not to be altered
 * @param headers text headers; others are shown as text
 */
public record RawMessage(String exchange, String routingKey, byte[] body, Map<String, String> headers) {

    public RawMessage {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(routingKey, "routingKey");
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }
}
