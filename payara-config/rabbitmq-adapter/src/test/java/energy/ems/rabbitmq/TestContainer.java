package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import javax.transaction.xa.XAResource;

/**
 * As much of a container as an inbound adapter sees: threads, endpoints, and transactions that end in commit or
 * rollback. A bean ends its transaction in a rollback by throwing {@link Rollback} or any other exception.
 */
final class TestContainer implements BootstrapContext {

    private final ThreadLocal<Synchronization> synchronization = new ThreadLocal<>();

    /** A bean that marks its transaction for rollback and returns normally, as far as the adapter can see. */
    static final class Rollback extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    MessageEndpointFactory batches(BatchMessageListener bean) {
        return new Factory(BatchMessageListener.class, bean);
    }

    MessageEndpointFactory singles(MessageListener bean) {
        return new Factory(MessageListener.class, bean);
    }

    @Override
    public WorkManager getWorkManager() {
        return (WorkManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WorkManager.class}, (proxy, method, arguments) -> {
                    Thread thread = new Thread((Work) arguments[0], "consumer");
                    thread.setDaemon(true);
                    thread.start();
                    return 0L;
                });
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerInterposedSynchronization")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    synchronization.set((Synchronization) arguments[0]);
                    return null;
                });
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return false;
    }

    private final class Factory implements MessageEndpointFactory {

        private final Class<?> listener;
        private final Object bean;

        Factory(Class<?> listener, Object bean) {
            this.listener = listener;
            this.bean = bean;
        }

        @Override
        public MessageEndpoint createEndpoint(XAResource resource) {
            boolean[] rollback = new boolean[1];
            return (MessageEndpoint) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {MessageEndpoint.class, listener},
                    (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "beforeDelivery" -> rollback[0] = false;
                            case "afterDelivery" -> {
                                Synchronization outcome = synchronization.get();
                                synchronization.remove();
                                outcome.afterCompletion(
                                        rollback[0] ? Status.STATUS_ROLLEDBACK : Status.STATUS_COMMITTED);
                            }
                            case "release" -> {
                                // nothing is kept
                            }
                            default -> {
                                try {
                                    return method.invoke(bean, arguments);
                                } catch (InvocationTargetException e) {
                                    rollback[0] = true;
                                    if (!(e.getCause() instanceof Rollback)) {
                                        throw e.getCause();
                                    }
                                }
                            }
                        }
                        return null;
                    });
        }

        @Override
        public MessageEndpoint createEndpoint(XAResource resource, long timeout) {
            return createEndpoint(resource);
        }

        @Override
        public boolean isDeliveryTransacted(Method method) {
            return true;
        }

        @Override
        public String getActivationName() {
            return "test";
        }

        @Override
        public Class<?> getEndpointClass() {
            return bean.getClass();
        }
    }

    /** The texts of messages, as beans of the tests collect them. */
    static List<String> texts(List<Message> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            texts.add(text(message));
        }
        return texts;
    }

    static String text(Message message) throws JMSException {
        return new String(message.getBody(byte[].class), java.nio.charset.StandardCharsets.UTF_8);
    }
}
