package energy.ems.web.health;

import energy.ems.messaging.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker took what this node sent last; never a reason not to be ready. */
@Readiness
@ApplicationScoped
public class BrokerReport implements HealthCheck {

    @Inject
    private OutboxRelay relay;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker")
                .up()
                .withData("reachable", relay.brokerReachable())
                .build();
    }
}
