package energy.ems.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The database answers: pages can be served. */
@Readiness
@Startup
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

    private static final Logger LOG = System.getLogger(DatabaseReadiness.class.getName());
    private static final int TIMEOUT_SECONDS = 3;

    @Resource(lookup = "jdbc/ems")
    private DataSource dataSource;

    @Override
    public HealthCheckResponse call() {
        try (Connection connection = dataSource.getConnection()) {
            return HealthCheckResponse.named("database")
                    .status(connection.isValid(TIMEOUT_SECONDS))
                    .build();
        } catch (SQLException away) {
            // The reason may name hosts and users: it goes to the log, not to whoever asks.
            LOG.log(Level.DEBUG, "the database does not answer", away);
            return HealthCheckResponse.down("database");
        }
    }
}
