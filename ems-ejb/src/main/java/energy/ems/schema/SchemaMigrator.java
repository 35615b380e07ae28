package energy.ems.schema;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the schema that this version needs.
 *
 * <p>BEWARE: message-driven beans are fed before start-up singletons have run, because the server activates them first.
 * Their first act is {@link #ensureMigrated()}, which waits until the migrations are through.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigrator {

    @Resource(lookup = "jdbc/ems")
    DataSource dataSource;

    // BEWARE: the name must not be that of another method, because Payara looks the callback up by its name alone.
    @PostConstruct
    void migrateBeforeAnythingElse() {
        migrate(dataSource);
    }

    /** The same for tests and tools that have no container. */
    public static void migrate(DataSource database) {
        Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Returns as soon as the schema is there; fails when it cannot be made. */
    public void ensureMigrated() {
        // Nothing to do: the container lets no call through before the migration has ended.
    }
}
