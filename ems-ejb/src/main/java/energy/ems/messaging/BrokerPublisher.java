package energy.ems.messaging;

import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import energy.ems.rabbitmq.RawMessage;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;

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
            return connection.publish(raw);
        } catch (JMSException e) {
            throw new BrokerUnavailableException(e);
        }
    }
}
