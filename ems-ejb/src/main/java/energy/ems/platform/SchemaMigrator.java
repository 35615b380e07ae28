package energy.ems.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the database to the schema that this version needs. */
@Singleton
@Startup
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchemaMigrator {

    private static final String MIGRATIONS = "db/migration";

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
        DataSource patient = PatientConnections.of(database);
        FluentConfiguration configuration = Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(patient)
                .locations("classpath:" + MIGRATIONS);
        Flyway flyway = configuration.load();
        MigrationVersion before = null;
        for (MigrationInfo each : flyway.info().all()) {
            StoredBounds bounds = each.getState() == MigrationState.PENDING ? bounds(each) : StoredBounds.of("");
            if (!bounds.isEmpty()) {
                configuration.target(before).load().migrate();
                bounds.check(patient);
            }
            before = each.getVersion();
        }
        flyway.migrate();
    }

    private static StoredBounds bounds(MigrationInfo migration) {
        if (!migration.getScript().endsWith(".sql")) {
            return StoredBounds.of("");
        }
        String script = MIGRATIONS + "/" + migration.getScript();
        try (InputStream sql = SchemaMigrator.class.getClassLoader().getResourceAsStream(script)) {
            return StoredBounds.of(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
