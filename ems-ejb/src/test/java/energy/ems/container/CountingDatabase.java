package energy.ems.container;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that counts the statements that are sent to it, and the rows that are read. Thread-safe. */
public final class CountingDatabase {

    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();
    private final DataSource dataSource;

    public CountingDatabase(DataSource database) {
        this.dataSource = proxy(DataSource.class, database);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public void reset() {
        statements.set(0);
        rows.set(0);
    }

    public int statements() {
        return statements.get();
    }

    public int rows() {
        return rows.get();
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(target, method, arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (target instanceof Statement && method.getName().startsWith("execute")) {
            statements.incrementAndGet();
        }
        if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
            rows.incrementAndGet();
        }
        if (result instanceof Connection connection && method.getReturnType() == Connection.class) {
            return proxy(Connection.class, connection);
        }
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement);
        }
        if (result instanceof Statement statement && method.getName().equals("createStatement")) {
            return proxy(Statement.class, statement);
        }
        if (result instanceof java.sql.ResultSet found) {
            return proxy(java.sql.ResultSet.class, found);
        }
        return result;
    }
}
