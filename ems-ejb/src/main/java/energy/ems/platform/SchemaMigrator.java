package energy.ems.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the schema that this version needs. */
@Singleton
@Startup
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchemaMigrator {

    @Resource(lookup = "jdbc/ems")
    DataSource dataSource;

    // BEWARE: the name must not be that of another method, because Payara looks the callback up by its name alone.
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void migrateBeforeAnythingElse() {
        migrate(dataSource);
    }

    /** The same for tests and tools that have no container. */
    public static void migrate(DataSource database) {
        Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(PatientConnections.of(database))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
