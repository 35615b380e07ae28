package energy.ems.rabbitmq;

import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * The activation properties of a message-driven bean. Numbers are strings or numbers in the deployment descriptor; the
 * container converts them.
 *
 * <ul>
 *   <li>{@code destination}: the queue, or for a topic its routing key. Required.
 *   <li>{@code destinationType}: {@code jakarta.jms.Queue} (default): each message reaches one consumer;
 *       {@code jakarta.jms.Topic}: each node gets every message while it is connected.
 *   <li>{@code exchange}, {@code routingKey}: what a queue is bound to besides the default exchange; for a topic the
 *       exchange defaults to {@code amq.topic} and the key to the destination.
 *   <li>{@code batchSize}: messages in one batch at most (500); {@code batchWait}: how long to wait for more
 *       once the first is there, milliseconds (20). Both matter only to a {@link BatchMessageListener}.
 *   <li>{@code batchBytes}: bytes in one batch at most (1 MiB), though one message always fits; {@code
 *       messageBytes}: what is larger is a dead letter (1 MiB); {@code attempts}: how often a message may fail alone,
 *       while a probe of the bean succeeds, before it is one (3); {@code deadLetters}: their queue (the destination with {@code .dead}).
 *       They matter only to a {@link BatchMessageListener}.
 *   <li>{@code consumers}: how many take messages side by side on this node (1).
 *   <li>{@code single}: one consumer of the queue at a time, over all nodes, and the others stand by, so that messages are
 *       processed in the queue's order (false). It matters only to a {@link BatchMessageListener}.
 *   <li>{@code connectionUri}: another broker than the adapter's.
 * </ul>
 */
public class RabbitActivationSpec implements ActivationSpec {

    static final String TOPIC_EXCHANGE = "amq.topic";

    private static final int MEBIBYTE = 1024 * 1024;
    private static final long LEAST_BYTES_AHEAD = 16L * MEBIBYTE;

    private ResourceAdapter resourceAdapter;
    private String destination;
    private String destinationType = Queue.class.getName();
    private String exchange;
    private String routingKey;
    private Integer batchSize = 500;
    private Integer batchWait = 20;
    private Integer batchBytes = MEBIBYTE;
    private Integer messageBytes = MEBIBYTE;
    private Integer attempts = 3;
    private String deadLetters;
    private Integer consumers = 1;
    private Boolean single = false;
    private String connectionUri;

    @Override
    public void validate() throws InvalidPropertyException {
        List<String> invalid = new ArrayList<>();
        if (destination == null || destination.isBlank()) {
            invalid.add("destination");
        }
        if (!Queue.class.getName().equals(destinationType)
                && !Topic.class.getName().equals(destinationType)) {
            invalid.add("destinationType");
        }
        if (!isTopic() && (isBlank(exchange) != isBlank(routingKey))) {
            invalid.add("exchange");
            invalid.add("routingKey");
        }
        if (batchSize == null || batchSize < 1 || batchSize > 10_000) {
            invalid.add("batchSize");
        }
        if (batchWait == null || batchWait < 0 || batchWait > 60_000) {
            invalid.add("batchWait");
        }
        if (batchBytes == null || batchBytes < 1) {
            invalid.add("batchBytes");
        }
        if (messageBytes == null || messageBytes < 1) {
            invalid.add("messageBytes");
        }
        if (attempts == null || attempts < 1) {
            invalid.add("attempts");
        }
        if (consumers == null || consumers < 1 || consumers > 64) {
            invalid.add("consumers");
        }
        if (isSingle() && (isTopic() || !Integer.valueOf(1).equals(consumers))) {
            invalid.add("single");
        }
        if (!invalid.isEmpty()) {
            throw refusal(invalid);
        }
    }

    private InvalidPropertyException refusal(List<String> invalid) {
        InvalidPropertyException refusal =
                new InvalidPropertyException("Activation properties missing or out of range: "
                        + String.join(", ", invalid) + " (destination " + destination + ")");
        try {
            List<PropertyDescriptor> descriptors = new ArrayList<>();
            for (String name : invalid) {
                descriptors.add(new PropertyDescriptor(name, RabbitActivationSpec.class));
            }
            refusal.setInvalidPropertyDescriptors(descriptors.toArray(PropertyDescriptor[]::new));
        } catch (java.beans.IntrospectionException e) {
            refusal.addSuppressed(e);
        }
        return refusal;
    }

    boolean isTopic() {
        return Topic.class.getName().equals(destinationType);
    }

    boolean isSingle() {
        return Boolean.TRUE.equals(single);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** The exchange that the queue is bound to, or null for none but the default exchange. */
    String bindingExchange() {
        return isTopic() && isBlank(exchange) ? TOPIC_EXCHANGE : isBlank(exchange) ? null : exchange;
    }

    String bindingKey() {
        return isBlank(routingKey) ? destination : routingKey;
    }

    String deadLetterQueue() {
        return isBlank(deadLetters) ? destination + ".dead" : deadLetters;
    }

    /** How many messages may be under way: the next batch arrives while this one is processed. */
    int prefetch() {
        return Math.min(65_535, Math.max(16, 3 * batchSize));
    }

    /** How many messages of the largest size may be under way. */
    int mostThatFit() {
        return (int) Math.min(prefetch(), Math.max(1, bytesAhead() / messageBytes - 1));
    }

    /** How many bytes may wait in memory: some batches, so that the next one is there when this one is done. */
    long bytesAhead() {
        return Math.max(LEAST_BYTES_AHEAD, 3L * batchBytes);
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        this.resourceAdapter = resourceAdapter;
    }

    public String getDestination() {
        return destination;
    }

    public void setDestination(String destination) {
        this.destination = destination;
    }

    public String getDestinationType() {
        return destinationType;
    }

    public void setDestinationType(String destinationType) {
        this.destinationType = destinationType;
    }

    public String getExchange() {
        return exchange;
    }

    public void setExchange(String exchange) {
        this.exchange = exchange;
    }

    public String getRoutingKey() {
        return routingKey;
    }

    public void setRoutingKey(String routingKey) {
        this.routingKey = routingKey;
    }

    public Integer getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(Integer batchSize) {
        this.batchSize = batchSize;
    }

    public Integer getBatchWait() {
        return batchWait;
    }

    public void setBatchWait(Integer batchWait) {
        this.batchWait = batchWait;
    }

    public Integer getBatchBytes() {
        return batchBytes;
    }

    public void setBatchBytes(Integer batchBytes) {
        this.batchBytes = batchBytes;
    }

    public Integer getMessageBytes() {
        return messageBytes;
    }

    public void setMessageBytes(Integer messageBytes) {
        this.messageBytes = messageBytes;
    }

    public Integer getAttempts() {
        return attempts;
    }

    public void setAttempts(Integer attempts) {
        this.attempts = attempts;
    }

    public String getDeadLetters() {
        return deadLetters;
    }

    public void setDeadLetters(String deadLetters) {
        this.deadLetters = deadLetters;
    }

    public Integer getConsumers() {
        return consumers;
    }

    public void setConsumers(Integer consumers) {
        this.consumers = consumers;
    }

    public Boolean getSingle() {
        return single;
    }

    public void setSingle(Boolean single) {
        this.single = single;
    }

    public String getConnectionUri() {
        return connectionUri;
    }

    public void setConnectionUri(String connectionUri) {
        this.connectionUri = connectionUri;
    }
}
