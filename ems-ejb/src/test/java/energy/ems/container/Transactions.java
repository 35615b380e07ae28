package energy.ems.container;

import jakarta.ejb.ApplicationException;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Transactions bound to threads, with the semantics of the attributes that the boundaries use. */
final class Transactions {

    private final EntityManagerFactory factory;
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();
    private final ThreadLocal<EntityManager> outside = new ThreadLocal<>();

    Transactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    private static final class Transaction {
        private final EntityManager entityManager;
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Runnable> afterSuccess = new ArrayList<>();
        private boolean rollbackOnly;

        Transaction(EntityManager entityManager) {
            this.entityManager = entityManager;
        }
    }

    <T> T call(TransactionAttributeType attribute, Callable<T> work) throws Exception {
        Transaction surrounding = current.get();
        return switch (attribute) {
            case REQUIRED -> surrounding == null ? begin(work) : work.call();
            case REQUIRES_NEW -> begin(work);
            case MANDATORY -> {
                if (surrounding == null) {
                    throw new IllegalStateException("a transaction is mandatory");
                }
                yield work.call();
            }
            case SUPPORTS -> work.call();
            case NOT_SUPPORTED, NEVER -> suspend(work);
        };
    }

    private <T> T begin(Callable<T> work) throws Exception {
        Transaction surrounding = current.get();
        Transaction transaction = new Transaction(factory.createEntityManager());
        current.set(transaction);
        transaction.entityManager.getTransaction().begin();
        // One connection for all of a transaction, as a container gives it: locks belong to it.
        transaction.entityManager.unwrap(Connection.class);
        boolean committed = false;
        try {
            T result = work.call();
            if (!transaction.rollbackOnly) {
                transaction.entityManager.getTransaction().commit();
                committed = true;
            }
            return result;
        } catch (RuntimeException e) {
            ApplicationException application = e.getClass().getAnnotation(ApplicationException.class);
            if (application != null && !application.rollback()) {
                transaction.entityManager.getTransaction().commit();
                committed = true;
            }
            throw e;
        } finally {
            if (transaction.entityManager.getTransaction().isActive()) {
                transaction.entityManager.getTransaction().rollback();
            }
            transaction.entityManager.close();
            current.set(surrounding);
            if (committed) {
                transaction.afterSuccess.forEach(Runnable::run);
            }
        }
    }

    private <T> T suspend(Callable<T> work) throws Exception {
        Transaction surrounding = current.get();
        current.remove();
        try {
            return work.call();
        } finally {
            current.set(surrounding);
        }
    }

    void afterSuccess(Runnable action) {
        if (current.get() == null) {
            action.run();
        } else {
            current.get().afterSuccess.add(action);
        }
    }

    /** Always the entity manager of the current transaction, as a container's would be. */
    EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(present(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private EntityManager present() {
        if (current.get() != null) {
            return current.get().entityManager;
        }
        if (outside.get() == null) {
            outside.set(factory.createEntityManager());
        }
        outside.get().clear();
        return outside.get();
    }

    TransactionSynchronizationRegistry registry() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getResource" -> current.get().resources.get(arguments[0]);
                    case "putResource" -> {
                        current.get().resources.put(arguments[0], arguments[1]);
                        yield null;
                    }
                    case "setRollbackOnly" -> {
                        current.get().rollbackOnly = true;
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
