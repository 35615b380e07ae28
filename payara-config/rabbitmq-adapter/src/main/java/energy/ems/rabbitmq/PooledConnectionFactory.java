package energy.ems.rabbitmq;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import java.util.List;
import javax.naming.Reference;

/** What the application gets from JNDI. */
final class PooledConnectionFactory implements RabbitConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final ManagedRabbitConnectionFactory managed;
    private final ConnectionManager manager;
    private Reference reference;

    PooledConnectionFactory(ManagedRabbitConnectionFactory managed, ConnectionManager manager) {
        this.managed = managed;
        this.manager = manager;
    }

    /** Which face of a physical connection is wanted. */
    enum Face implements ConnectionRequestInfo {
        JMS,
        BROKER
    }

    @Override
    public BrokerConnection connect() throws JMSException {
        return (BrokerConnection) allocate(Face.BROKER);
    }

    @Override
    public List<ConsumerState> consumers() {
        return managed.consumers();
    }

    @Override
    public Connection createConnection() throws JMSException {
        return (Connection) allocate(Face.JMS);
    }

    private Object allocate(Face face) throws JMSException {
        try {
            return manager.allocateConnection(managed, face);
        } catch (ResourceException e) {
            JMSException failure = new JMSException("No connection to RabbitMQ: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
        throw new JMSException("The account belongs to the broker's address; it cannot be given here");
    }

    // A JMSContext would hide the physical connection from the pool.

    @Override
    public JMSContext createContext() {
        throw new JMSRuntimeException("Use createConnection(): this factory gives no JMSContext");
    }

    @Override
    public JMSContext createContext(String user, String password) {
        return createContext();
    }

    @Override
    public JMSContext createContext(String user, String password, int sessionMode) {
        return createContext();
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }
}
