package energy.ems.web.health;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * How the work in the background goes. Never a reason not to be ready: what it needs and does not have is the database
 * or the broker, which have reports of their own, and it goes on by itself.
 */
@Readiness
@ApplicationScoped
public class BackgroundReport implements HealthCheck {

    @Inject
    private BackgroundWorks works;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("background").up();
        works.reports().forEach(report -> response.withData(report.name(), words(report)));
        return response.build();
    }

    /** Without the cause, which may name hosts and users: it is in the log. */
    private static String words(BackgroundWork.Report report) {
        if (report.isFailing()) {
            return "failing since " + report.failingSince() + ", the log says why";
        }
        return report.lastSuccess() == null ? "not yet begun" : "well at " + report.lastSuccess();
    }
}
