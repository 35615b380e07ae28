package energy.ems.container;

import energy.ems.account.AccountDraft;
import energy.ems.account.Accounts;
import energy.ems.account.FirstAdministrator;
import energy.ems.account.Role;
import energy.ems.boundary.Roles;
import jakarta.persistence.EntityManagerFactory;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;

/** Accounts, devices and outbox on a database of their own, with a clock and a caller that the test moves. */
public final class ManagementSystem implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery";

    private final TestClock clock = new TestClock();
    private final TestCaller caller = new TestCaller();
    private final DataSource database;
    private final EntityManagerFactory entityManagers;
    private final TestContainer container;

    public ManagementSystem() {
        this.database = TestDatabase.running().newDatabase();
        this.entityManagers = PersistenceUnits.on(database);
        this.container = new TestContainer(entityManagers)
                .with(Clock.class, clock)
                .with(SecurityContext.class, caller)
                .with(Pbkdf2PasswordHash.class, new Pbkdf2PasswordHashImpl())
                // Fast, as tests hash often; what is measured elsewhere is the real count.
                .setting("ems.password.iterations", "1024")
                .setting("ems.timezone", "Europe/Bucharest");
        asAdministrator();
    }

    public ManagementSystem asAdministrator() {
        caller.become("admin", Roles.ADMINISTRATOR);
        return this;
    }

    public ManagementSystem asOperator() {
        caller.become("olga", Roles.OPERATOR);
        return this;
    }

    public ManagementSystem asUser(String username) {
        caller.become(username, Roles.USER);
        return this;
    }

    public ManagementSystem asNobody() {
        caller.become(null, null);
        return this;
    }

    /** Makes an account with {@link #PASSWORD}; the first time that of the administrator who makes it, too. */
    public ManagementSystem withAccount(String username, Role role) {
        asAdministrator();
        container.setting("ems.admin.password", PASSWORD);
        container.inTransaction(() -> container.get(FirstAdministrator.class));
        container
                .get(Accounts.class)
                .create(
                        new AccountDraft(username, null, null, role, null, null, true, false),
                        PASSWORD.toCharArray(),
                        PASSWORD.toCharArray());
        return this;
    }

    public <T> T get(Class<T> type) {
        return container.get(type);
    }

    public TestContainer container() {
        return container;
    }

    public TestClock clock() {
        return clock;
    }

    public DataSource database() {
        return database;
    }

    /** The first column of a query's rows. */
    public List<?> select(String sql) {
        return container.inTransaction(
                () -> container.entityManager().createNativeQuery(sql).getResultList());
    }

    public long count(String table) {
        return ((Number) select("SELECT COUNT(*) FROM " + table).get(0)).longValue();
    }

    @Override
    public void close() {
        entityManagers.close();
    }
}
