package energy.ems.messaging;

import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import energy.ems.rabbitmq.RawMessage;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Publishes to RabbitMQ through the resource adapter's pool. */
@ApplicationScoped
class BrokerPublisher implements MessagePublisher {

    @Resource(lookup = "jms/ems")
    RabbitConnectionFactory broker;

    @Override
    public Map<Integer, String> publish(List<OutgoingMessage> messages) {
        List<RawMessage> raw = messages.stream()
                .map(message ->
                        new RawMessage(message.exchange(), message.routingKey(), message.body(), message.headers()))
                .toList();
        try (BrokerConnection connection = broker.connect()) {
            // What goes to a queue by its name must find it there: nobody else may have made a dead-letter queue yet.
            connection.declareQueues(raw.stream()
                    .filter(message -> message.exchange().equals(Destinations.DEFAULT_EXCHANGE))
                    .map(RawMessage::routingKey)
                    .collect(Collectors.toSet()));
            return connection.publish(raw);
        } catch (JMSException e) {
            throw new BrokerUnavailableException(e);
        }
    }
}
