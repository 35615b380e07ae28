package energy.ems.messaging;

import java.util.Map;
import java.util.Objects;

/**
 * A message to be published.
 *
 * @param exchange the exchange's name, empty for the default exchange
 * @param body the bytes to be sent, unchanged
 * @param headers text headers, for instance {@link Destinations#REASON_HEADER}
 */
public record OutgoingMessage(String exchange, String routingKey, byte[] body, Map<String, String> headers) {

    public OutgoingMessage {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(routingKey, "routingKey");
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }
}
