package energy.ems.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * The schema is there and the database answers: pages can be served.
 *
 * <p>BEWARE: a class of its own, because of one that is both, Payara asks for readiness only, and {@code
 * /health/started} would be UP with nothing asked at all.
 */
@Startup
@ApplicationScoped
public class PagesServed implements HealthCheck {

    @Inject
    @Readiness
    private DatabaseReadiness database;

    @Override
    public HealthCheckResponse call() {
        return database.call();
    }
}
