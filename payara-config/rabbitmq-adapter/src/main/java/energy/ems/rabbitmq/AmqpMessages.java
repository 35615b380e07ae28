package energy.ems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.jms.admin.RMQDestination;
import com.rabbitmq.jms.client.RMQMessage;
import com.rabbitmq.jms.client.message.RMQBytesMessage;
import com.rabbitmq.jms.client.message.RMQTextMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;

/**
 * Makes RabbitMQ's own JMS messages of what came over AMQP.
 *
 * <p>It reads as the JMS client does, but takes a header that JMS has no place for as absent: a header is somebody
 * else's note on the envelope and no reason to refuse the letter.
 */
final class AmqpMessages {

    private static final String TYPE = "JMSType";
    private static final String TEXT = "TextMessage";

    private AmqpMessages() {}

    /** @throws JMSException when no message can be made of it */
    static Message read(String queue, byte[] body, BasicProperties properties, boolean redelivered)
            throws JMSException {
        Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        boolean text =
                headers.get(TYPE) != null && TEXT.equals(headers.get(TYPE).toString());
        RMQMessage message = text ? new Text(body) : new Bytes(body);
        message.setJMSDestination(new RMQDestination(queue, null, null, queue));
        message.setJMSRedelivered(redelivered);
        message.setJMSType(text ? TEXT : "BytesMessage");
        envelope(message, properties);
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            header(message, header.getKey(), header.getValue());
        }
        if (message instanceof Received received) {
            received.seal();
        }
        return message;
    }

    private static void envelope(RMQMessage message, BasicProperties properties) throws JMSException {
        boolean persistent = properties.getDeliveryMode() == null || properties.getDeliveryMode() == 2;
        message.setJMSDeliveryMode(persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        if (properties.getTimestamp() != null) {
            message.setJMSTimestamp(properties.getTimestamp().getTime());
        }
        if (properties.getPriority() != null) {
            message.setJMSPriority(properties.getPriority());
        }
        if (properties.getMessageId() != null) {
            message.setJMSMessageID(properties.getMessageId());
        }
        if (properties.getCorrelationId() != null) {
            message.setJMSCorrelationID(properties.getCorrelationId());
        }
    }

    private static void header(RMQMessage message, String name, Object value) throws JMSException {
        if (value == null || name.isBlank()) {
            return;
        }
        switch (name) {
            case "JMSMessageID" -> message.setJMSMessageID(value.toString());
            case "JMSCorrelationID" -> message.setJMSCorrelationID(value.toString());
            case TYPE -> message.setJMSType(value.toString());
            default -> {
                if (!name.startsWith("JMS") && !name.startsWith("rmq.")) {
                    property(message, name, value.toString());
                }
            }
        }
    }

    /** A name that is none in JMS cannot be asked for by a bean: it is left out. */
    private static void property(RMQMessage message, String name, String value) {
        try {
            message.setStringProperty(name, value);
        } catch (JMSException | IllegalArgumentException e) {
            assert e != null;
        }
    }

    private interface Received {
        /** From here on a bean can only read. */
        void seal();
    }

    /** Acknowledged by the adapter after the commit, never by the bean; as in JMS for a bean of the container. */
    private static final class Bytes extends RMQBytesMessage implements Received {

        Bytes(byte[] body) {
            readAmqpBody(body);
        }

        @Override
        public void seal() {
            setReadonly(true);
        }

        @Override
        public void acknowledge() {
            // the adapter's business
        }
    }

    /** Acknowledged by the adapter after the commit, never by the bean; as in JMS for a bean of the container. */
    private static final class Text extends RMQTextMessage implements Received {

        Text(byte[] body) {
            readAmqpBody(body);
        }

        @Override
        public void seal() {
            setReadonly(true);
        }

        @Override
        public void acknowledge() {
            // the adapter's business
        }
    }
}
