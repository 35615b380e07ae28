package energy.ems.rabbitmq;

import com.rabbitmq.client.NoOpMetricsCollector;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/**
 * A connection of the pool. It is an AMQP connection or a JMS connection, whichever is asked for first, or in the end
 * both; a handle closed by the application sends it back to the pool, and an error takes it out of it.
 */
final class PhysicalConnection implements ManagedConnection {

    private final Broker broker;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private PrintWriter logWriter;
    private com.rabbitmq.client.Connection amqp;
    private Connection jms;
    private volatile boolean failed;

    PhysicalConnection(Broker broker, PrintWriter logWriter) {
        this.broker = broker;
        this.logWriter = logWriter;
    }

    boolean isOpen() {
        return !failed && (amqp == null || amqp.isOpen());
    }

    @Override
    public Object getConnection(Subject subject, ConnectionRequestInfo info) throws ResourceException {
        try {
            return info == PooledConnectionFactory.Face.JMS ? jmsHandle() : brokerHandle();
        } catch (IOException | JMSException e) {
            failed(e);
            throw new ResourceException(rootMessage(e), e);
        }
    }

    private BrokerConnection brokerHandle() throws IOException {
        if (amqp == null) {
            amqp = broker.connectAmqp();
        }
        return new AmqpHandle(this, amqp);
    }

    /** A JMS connection that gives itself back instead of closing, and closes the sessions that were made of it. */
    private Connection jmsHandle() throws JMSException {
        if (jms == null) {
            jms = broker.connectJms(0, new NoOpMetricsCollector());
            jms.setExceptionListener(this::failed);
        }
        Connection physical = jms;
        List<Session> sessions = new ArrayList<>();
        boolean[] closed = new boolean[1];
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (handle, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (!closed[0]) {
                                closed[0] = true;
                                closeAll(sessions);
                                physical.stop();
                                closed(handle);
                            }
                            return null;
                        }
                        case "equals" -> {
                            return handle == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(handle);
                        }
                        case "setExceptionListener", "setClientID" ->
                            throw new IllegalStateException("Not allowed on a connection of the container's pool");
                        default -> {
                            if (closed[0]) {
                                throw new IllegalStateException("The connection is closed");
                            }
                            Object result = call(physical, method, arguments);
                            if (result instanceof Session session) {
                                sessions.add(session);
                            }
                            return result;
                        }
                    }
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void closeAll(List<Session> sessions) throws JMSException {
        for (Session session : sessions) {
            session.close();
        }
    }

    /** The application has closed its handle. */
    void closed(Object handle) {
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    /** The connection cannot be used any more. */
    void failed(Exception reason) {
        if (!failed) {
            failed = true;
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, reason);
            listeners.forEach(listener -> listener.connectionErrorOccurred(event));
        }
    }

    static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    @Override
    public void destroy() {
        if (amqp != null) {
            amqp.abort(2_000);
        }
        if (jms != null) {
            try {
                jms.close();
            } catch (JMSException e) {
                // It is broken, and so as closed as it gets.
                failed = true;
            }
        }
    }

    @Override
    public void cleanup() {
        // Handles hold no state of the connection.
    }

    @Override
    public void associateConnection(Object connection) throws ResourceException {
        throw new NotSupportedException("Connections are not shared");
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("RabbitMQ knows no XA transactions");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("What is published takes effect at once");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new ManagedConnectionMetaData() {
            @Override
            public String getEISProductName() {
                return "RabbitMQ";
            }

            @Override
            public String getEISProductVersion() {
                return "0-9-1";
            }

            @Override
            public int getMaxConnections() {
                return 0;
            }

            @Override
            public String getUserName() {
                return "";
            }
        };
    }

    @Override
    public void setLogWriter(PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }
}
