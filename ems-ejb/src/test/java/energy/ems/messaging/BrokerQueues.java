package energy.ems.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/** Makes queues for tests, as the consumers of the real system do. */
public final class BrokerQueues {

    private BrokerQueues() {}

    public static void declare(String brokerUri, String queue) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);
        }
    }

    public static void bind(String brokerUri, String queue, String exchange, String routingKey) throws Exception {
        declare(brokerUri, queue);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueBind(queue, exchange, routingKey);
        }
    }
}
