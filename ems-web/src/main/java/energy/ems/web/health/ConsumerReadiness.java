package energy.ems.web.health;

import energy.ems.messaging.Consumers;
import energy.ems.messaging.Consumers.Report;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Every consumer of this node consumes, or stands by while another node does; the others are named, with the reason and since when. */
@Readiness
@ApplicationScoped
public class ConsumerReadiness implements HealthCheck {

    @Inject
    private Consumers consumers;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("consumers");
        boolean all = true;
        for (Report report : consumers.reports()) {
            String name = report.queue() + " " + report.number();
            if (report.isServed()) {
                response.withData(
                        name, report.isConsuming() ? report.state() : report.state() + ": " + report.reason());
            } else {
                all = false;
                response.withData(name, report.state() + " since " + report.since() + ": " + why(report));
            }
        }
        return response.status(all).build();
    }

    /** What RabbitMQ objects to; of a failure inside the application, the log alone tells more. */
    private static String why(Report report) {
        return report.isHeldUp() ? "no message can be processed, the log says why" : report.reason();
    }
}
