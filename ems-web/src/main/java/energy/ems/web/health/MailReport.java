package energy.ems.web.health;

import energy.ems.notification.Dispatch;
import energy.ems.notification.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the mail server takes what this node sends; never a reason not to be ready, as mail waits for it. */
@Readiness
@ApplicationScoped
public class MailReport implements HealthCheck {

    @Inject
    private Dispatch dispatch;

    @Inject
    private MailServer server;

    @Override
    public HealthCheckResponse call() {
        Instant awaySince = dispatch.mailAwaySince();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("mail")
                .up()
                .withData("set_up", server.isSetUp())
                .withData("reachable", awaySince == null);
        return awaySince == null
                ? response.build()
                : response.withData("away_since", awaySince.toString()).build();
    }
}
