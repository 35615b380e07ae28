package energy.ems.rabbitmq;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.resource.Referenceable;
import java.io.Serializable;
import java.util.List;

/**
 * The managed connection factory that the application finds in JNDI (by convention {@code jms/ems}): a JMS connection
 * factory, and a door to what JMS has no words for. Connections come from the container's pool and go back to it when
 * they are closed. Thread-safe.
 */
public interface RabbitConnectionFactory extends ConnectionFactory, Serializable, Referenceable {

    /**
     * Takes a connection from the pool. Use it in one thread, within try-with-resources.
     *
     * @throws JMSException when the broker cannot be reached
     */
    BrokerConnection connect() throws JMSException;

    /** What each consumer of this node does, by destination: whether messages can come, or since when not and why. */
    List<ConsumerState> consumers();
}
