package energy.ems.container;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The persistence unit of the application on databases of tests. To make one reads all entities, a fifth of what a test
 * cost; nothing of a database is remembered in it, so one that was closed serves the next database. Thread-safe.
 */
final class PersistenceUnits {

    private static final Deque<PersistenceUnits> CLOSED = new ArrayDeque<>();

    private final EntityManagerFactory factory = Persistence.createEntityManagerFactory(
            "ems",
            Map.of(
                    "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                    "jakarta.persistence.nonJtaDataSource", present(),
                    "eclipselink.weaving", "false",
                    "eclipselink.logging.level", "WARNING"));

    private volatile DataSource database;

    private PersistenceUnits() {}

    static EntityManagerFactory on(DataSource database) {
        PersistenceUnits unit;
        synchronized (CLOSED) {
            unit = CLOSED.poll();
        }
        return (unit == null ? new PersistenceUnits() : unit).of(database);
    }

    /** Until it is closed. */
    private EntityManagerFactory of(DataSource next) {
        database = next;
        return (EntityManagerFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntityManagerFactory.class},
                (proxy, method, arguments) -> {
                    if (database != next) {
                        throw new IllegalStateException("closed");
                    }
                    if (method.getName().equals("close")) {
                        close();
                        return null;
                    }
                    return invoke(() -> method.invoke(factory, arguments));
                });
    }

    private void close() {
        database = null;
        synchronized (CLOSED) {
            CLOSED.push(this);
        }
    }

    /** The database that it serves now. */
    private DataSource present() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    // EclipseLink keeps it among its settings.
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "the database of the test";
                    default -> invoke(() -> method.invoke(database, arguments));
                });
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
