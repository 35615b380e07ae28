package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Hands messages to a message-driven bean inside the bean's transaction and tells whether that transaction committed.
 *
 * <p>BEWARE: that {@code afterDelivery} returns normally says nothing, because a bean may have marked its transaction
 * for rollback. The outcome is therefore taken from the transaction itself.
 *
 * <p>Belongs to one thread.
 */
final class Delivery {

    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private final boolean batches;
    private final Method method;
    private final boolean transacted;
    private MessageEndpoint endpoint;

    Delivery(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) throws ResourceException {
        this.factory = factory;
        this.transactions = transactions;
        try {
            this.batches = BatchMessageListener.class.isAssignableFrom(listenerClass(factory));
            this.method = batches
                    ? BatchMessageListener.class.getMethod("onMessages", List.class)
                    : MessageListener.class.getMethod("onMessage", Message.class);
            this.transacted = factory.isDeliveryTransacted(method);
        } catch (NoSuchMethodException e) {
            throw new ResourceException(e);
        }
    }

    private static Class<?> listenerClass(MessageEndpointFactory factory) {
        Class<?> bean = factory.getEndpointClass();
        return bean == null ? MessageListener.class : bean;
    }

    boolean takesBatches() {
        return batches;
    }

    /** How many messages one transaction may hold. */
    int batchSize(RabbitActivationSpec spec) {
        return batches ? spec.getBatchSize() : 1;
    }

    /**
     * @param messages all of them in one transaction
     * @throws DeliveryFailedException when nothing of it has happened as far as the bean's transaction goes
     */
    void deliver(List<Message> messages) throws DeliveryFailedException {
        try {
            if (endpoint == null) {
                endpoint = factory.createEndpoint(null);
            }
            Outcome outcome = new Outcome();
            endpoint.beforeDelivery(method);
            Throwable thrown = null;
            try {
                if (transacted) {
                    transactions.registerInterposedSynchronization(outcome);
                }
                call(messages);
            } catch (Throwable e) {
                thrown = e;
                throw e;
            } finally {
                finish(thrown);
            }
            if (transacted && outcome.status != Status.STATUS_COMMITTED) {
                throw new DeliveryFailedException("The transaction was rolled back", null);
            }
        } catch (DeliveryFailedException e) {
            throw e;
        } catch (Exception | LinkageError | AssertionError e) {
            // A bean that threw may have been discarded by the container: the next attempt gets a new endpoint.
            release();
            throw new DeliveryFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void finish(Throwable thrown) throws ResourceException {
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException e) {
            if (thrown == null) {
                throw e;
            }
            thrown.addSuppressed(e);
        }
    }

    private void call(List<Message> messages) throws JMSException {
        if (batches) {
            ((BatchMessageListener) endpoint).onMessages(List.copyOf(messages));
        } else {
            for (Message message : messages) {
                ((MessageListener) endpoint).onMessage(message);
            }
        }
    }

    void release() {
        if (endpoint != null) {
            try {
                endpoint.release();
            } finally {
                endpoint = null;
            }
        }
    }

    private static final class Outcome implements Synchronization {

        private int status = Status.STATUS_UNKNOWN;

        @Override
        public void beforeCompletion() {
            // only the end counts
        }

        @Override
        public void afterCompletion(int status) {
            this.status = status;
        }
    }
}
