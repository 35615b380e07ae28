package energy.ems.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Nobody is led to a server that is about to stop. */
@Readiness
@ApplicationScoped
public class VisitorsReadiness implements HealthCheck {

    @Inject
    private Shutdown shutdown;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("visitors");
        if (shutdown.hasBegun()) {
            response.withData("reason", "stopping");
        }
        return response.status(!shutdown.hasBegun()).build();
    }
}
