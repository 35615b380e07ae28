package energy.ems.rabbitmq;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;

/**
 * The adapter as the container sees it: starts consumers for each message-driven bean that is deployed and stops them
 * when it goes. A broker that is away stops no deployment: the consumers keep trying.
 */
public class RabbitResourceAdapter implements ResourceAdapter {

    private static final Logger LOG = System.getLogger(RabbitResourceAdapter.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Map<MessageEndpointFactory, List<Consumer>> active = new ConcurrentHashMap<>();
    /** By address, because each remembers which of its nodes has answered. */
    private final Map<String, Broker> brokers = new ConcurrentHashMap<>();

    private BootstrapContext context;
    private String uri;

    @Override
    public void start(BootstrapContext context) {
        this.context = context;
    }

    @Override
    public void stop() {
        List.copyOf(active.keySet()).forEach(factory -> endpointDeactivation(factory, null));
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof RabbitActivationSpec activation)) {
            throw new ResourceException("Not an activation specification of this adapter: " + spec);
        }
        activation.validate();
        Broker broker = broker(activation.getConnectionUri());
        List<Consumer> consumers = new CopyOnWriteArrayList<>();
        active.put(factory, consumers);
        for (int i = 0; i < activation.getConsumers(); i++) {
            Delivery delivery = new Delivery(factory, context.getTransactionSynchronizationRegistry());
            Consumer consumer = new Consumer(broker, activation, delivery, i + 1);
            context.getWorkManager().startWork(consumer);
            consumers.add(consumer);
        }
    }

    /** Returns when the consumers have ended their batches, or after twenty seconds. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        List<Consumer> consumers = active.remove(factory);
        if (consumers == null) {
            return;
        }
        consumers.forEach(Consumer::release);
        for (Consumer consumer : consumers) {
            if (!consumer.awaitEnd(STOP_PATIENCE)) {
                LOG.log(Level.WARNING, "A consumer did not stop in time; its messages will be delivered again");
            }
        }
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    /** What each consumer of this node does. */
    List<ConsumerState> consumers() {
        return active.values().stream()
                .flatMap(List::stream)
                .map(Consumer::state)
                .sorted(Comparator.comparing(ConsumerState::destination).thenComparing(ConsumerState::number))
                .toList();
    }

    /** @param override another address than the adapter's, or null */
    Broker broker(String override) throws ResourceException {
        try {
            return brokers.computeIfAbsent(
                    override != null && !override.isBlank()
                            ? override
                            : Objects.requireNonNullElse(configuredUri(), ""),
                    Broker::at);
        } catch (IllegalArgumentException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    private String configuredUri() {
        return uri == null || uri.isBlank() ? System.getenv("EMS_RABBITMQ_URI") : uri;
    }

    public String getUri() {
        return uri;
    }

    /** The broker's address; the environment's {@code EMS_RABBITMQ_URI} where it is not set. */
    public void setUri(String uri) {
        this.uri = uri;
    }

    // BEWARE: containers keep adapters in hash maps, so equality must be by configuration (JCA 2.1, 5.3.1).
    @Override
    public boolean equals(Object other) {
        return other instanceof RabbitResourceAdapter adapter && Objects.equals(adapter.uri, uri);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uri);
    }
}
