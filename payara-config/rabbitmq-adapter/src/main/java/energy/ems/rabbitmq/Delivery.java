package energy.ems.rabbitmq;

import energy.ems.rabbitmq.BatchMessageListener.Attach;
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
    private final Method messages;
    private final Method probe;
    private final Method begin;
    private final Method stay;
    private final Method isAbandoned;
    private MessageEndpoint endpoint;

    Delivery(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) throws ResourceException {
        this.factory = factory;
        this.transactions = transactions;
        try {
            this.batches = BatchMessageListener.class.isAssignableFrom(listenerClass(factory));
            this.messages = batches
                    ? BatchMessageListener.class.getMethod("onMessages", List.class)
                    : MessageListener.class.getMethod("onMessage", Message.class);
            this.probe = BatchMessageListener.class.getMethod("probe");
            this.begin = BatchMessageListener.class.getMethod("begin", Attach.class);
            this.stay = BatchMessageListener.class.getMethod("stay");
            this.isAbandoned = BatchMessageListener.class.getMethod("isAbandoned");
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

    /** How many messages one delivery may hold. */
    int batchSize(RabbitActivationSpec spec) {
        return batches ? spec.getBatchSize() : 1;
    }

    /** @throws DeliveryFailedException which says what of it has not happened */
    void deliver(List<Message> batch) throws DeliveryFailedException {
        call(messages, bean -> {
            if (batches) {
                ((BatchMessageListener) bean).onMessages(List.copyOf(batch));
            } else {
                for (Message message : batch) {
                    ((MessageListener) bean).onMessage(message);
                }
            }
        });
    }

    /** @throws DeliveryFailedException when no message could pass */
    void probe() throws DeliveryFailedException {
        call(probe, bean -> ((BatchMessageListener) bean).probe());
    }

    /** @return whether the consumer is attached now */
    boolean begin(Attach attach) throws DeliveryFailedException {
        boolean[] attached = new boolean[1];
        call(begin, bean -> attached[0] = ((BatchMessageListener) bean).begin(attach));
        return attached[0];
    }

    /** @throws DeliveryFailedException when the turn is lost, or when nobody knows */
    void stay() throws DeliveryFailedException {
        call(stay, bean -> ((BatchMessageListener) bean).stay());
    }

    /** @return whether the consumer whose turn it is is there no longer */
    boolean isAbandoned() throws DeliveryFailedException {
        boolean[] abandoned = new boolean[1];
        call(isAbandoned, bean -> abandoned[0] = ((BatchMessageListener) bean).isAbandoned());
        return abandoned[0];
    }

    @FunctionalInterface
    private interface Call {
        void on(MessageEndpoint bean) throws JMSException;
    }

    private void call(Method method, Call call) throws DeliveryFailedException {
        try {
            if (endpoint == null) {
                endpoint = factory.createEndpoint(null);
            }
            boolean transacted = factory.isDeliveryTransacted(method);
            Outcome outcome = new Outcome();
            endpoint.beforeDelivery(method);
            Throwable thrown = null;
            try {
                if (transacted) {
                    transactions.registerInterposedSynchronization(outcome);
                }
                call.on(endpoint);
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
