package energy.ems.rabbitmq;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;

/** Makes the physical connections of the container's pool. */
public class ManagedRabbitConnectionFactory
        implements ManagedConnectionFactory, ResourceAdapterAssociation, ValidatingManagedConnectionFactory {

    private static final long serialVersionUID = 1L;

    private transient RabbitResourceAdapter adapter;
    private transient PrintWriter logWriter;
    private String connectionUri;

    @Override
    public Object createConnectionFactory(ConnectionManager manager) {
        return new PooledConnectionFactory(this, manager);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new ResourceException("The factory works inside a container only");
    }

    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info)
            throws ResourceException {
        if (adapter == null && connectionUri == null) {
            throw new ResourceException("The connection factory belongs to no resource adapter");
        }
        Broker broker = adapter == null ? Broker.at(connectionUri) : adapter.broker(connectionUri);
        return new PhysicalConnection(broker, logWriter);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the signature of the specification
    public ManagedConnection matchManagedConnections(Set candidates, Subject subject, ConnectionRequestInfo info) {
        return ((Set<Object>) candidates)
                .stream()
                        .filter(PhysicalConnection.class::isInstance)
                        .map(PhysicalConnection.class::cast)
                        .filter(PhysicalConnection::isOpen)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the signature of the specification
    public Set getInvalidConnections(Set candidates) {
        Set<Object> invalid = new LinkedHashSet<>();
        for (Object candidate : (Set<Object>) candidates) {
            if (candidate instanceof PhysicalConnection physical && !physical.isOpen()) {
                invalid.add(candidate);
            }
        }
        return invalid;
    }

    List<ConsumerState> consumers() {
        return adapter == null ? List.of() : adapter.consumers();
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof RabbitResourceAdapter rabbit)) {
            throw new ResourceException("Not this adapter: " + adapter);
        }
        this.adapter = rabbit;
    }

    @Override
    public void setLogWriter(PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    public String getConnectionUri() {
        return connectionUri;
    }

    /** Another broker than the adapter's. */
    public void setConnectionUri(String connectionUri) {
        this.connectionUri = connectionUri == null || connectionUri.isBlank() ? null : connectionUri;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManagedRabbitConnectionFactory factory
                && Objects.equals(factory.connectionUri, connectionUri)
                && Objects.equals(factory.adapter, adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connectionUri, adapter);
    }
}
