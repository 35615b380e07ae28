package energy.ems.web.health;

import energy.ems.messaging.Consumers;
import energy.ems.messaging.Consumers.Passed;
import energy.ems.messaging.Consumers.Report;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.OutboxRelay;
import energy.ems.metering.intake.IntakeCounters;
import energy.ems.metering.intake.IntakeCounters.Counts;
import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * This node's own figures in {@code /metrics}. All are gauges, as the API has no counter over a figure that is kept
 * elsewhere; those of the intake only rise, from 0 at the server's start, so that {@code rate()} works on them.
 */
@ApplicationScoped
public class Metrics {

    @Inject
    private MetricRegistry registry;

    @Inject
    private IntakeCounters intake;

    @Inject
    private OutboxRelay relay;

    @Inject
    private Consumers consumers;

    @Inject
    private BackgroundWorks works;

    @Inject
    private OutboxFigures outbox;

    @Inject
    private Clock clock;

    void register(@Observes @Initialized(ApplicationScoped.class) Object started) {
        intake("received", "Measurements taken from the queue, each attempt counted", Counts::received);
        intake("malformed", "Messages sent on to the dead letters", Counts::malformed);
        intake("quarantined", "Measurements held back as implausible", Counts::quarantined);
        intake("inserted", "Readings stored for the first time", Counts::inserted);
        intake("corrected", "Readings replaced by another value for the same instant", Counts::corrected);
        intake("duplicates", "Measurements that were stored already", Counts::duplicates);
        intake("batches", "Batches of messages taken in", Counts::batches);
        intake("lanes", "Lanes into which these were split, side by side", Counts::lanes);
        gauge(
                "ems_broker_reachable",
                "1 when the broker took what was sent last",
                relay,
                each -> each.brokerReachable() ? 1 : 0);
        gauge("ems_outbox_waiting", "Messages that have not left yet, of all nodes", outbox, OutboxFigures::waiting);
        gauge(
                "ems_outbox_oldest_seconds",
                "For how long the oldest of them has waited",
                outbox,
                OutboxFigures::oldestSeconds);
        gauge(
                "ems_outbox_set_aside",
                "Messages that the broker has refused; each is tried again from time to time",
                outbox,
                OutboxFigures::setAside);
        background(
                "failures", "Rounds of the work that failed since the server's start", BackgroundWork.Report::failures);
        background(
                "last_success_seconds",
                "When a round of the work ended well, in seconds since 1970; 0 when none has",
                report ->
                        report.lastSuccess() == null ? 0 : report.lastSuccess().getEpochSecond());
        // BEWARE: used here for the first time, because a bean that is made in a request of /metrics does not find
        // jms/ems,
        // and all figures of the consumers were left out until somebody had asked for the readiness.
        consumers.reports();
        for (String queue :
                List.of(Destinations.MEASUREMENTS, Destinations.MONITORING_DEVICE_EVENTS, Destinations.ALERTS)) {
            passed("messages", "Messages that this node has processed", queue, Passed::messages);
            passed("batches", "In how many transactions it did", queue, Passed::batches);
            passed(
                    "milliseconds",
                    "How long these messages took from their arrival at this node until they were committed, added up",
                    queue,
                    passed -> passed.underWay().toMillis());
            passed(
                    "oldest_seconds",
                    "For how long the oldest message at this node waits to be processed",
                    queue,
                    passed -> passed.oldest() == null
                            ? 0
                            : Duration.between(passed.oldest(), clock.instant()).toSeconds());
            Consumers.STATES.forEach(state -> gauge(
                    "ems_consumers",
                    "How many of this node's consumers of the queue are in the state",
                    consumers,
                    each -> each.reports().stream()
                            .filter(report -> report.queue().equals(queue)
                                    && report.state().equals(state))
                            .count(),
                    new Tag("queue", queue),
                    new Tag("state", state)));
        }
    }

    private void passed(String name, String description, String queue, ToLongFunction<Passed> figure) {
        gauge(
                "ems_consumer_" + name,
                description,
                consumers,
                each -> each.reports().stream()
                        .filter(report -> report.queue().equals(queue))
                        .map(Report::passed)
                        .mapToLong(figure)
                        .sum(),
                new Tag("queue", queue));
    }

    private void background(String name, String description, ToLongFunction<BackgroundWork.Report> figure) {
        for (String work : BackgroundWorks.NAMES) {
            gauge(
                    "ems_background_" + name,
                    description,
                    works,
                    each -> each.reports().stream()
                            .filter(report -> report.name().equals(work))
                            .mapToLong(figure)
                            .sum(),
                    new Tag("work", work));
        }
    }

    private void intake(String name, String description, ToLongFunction<Counts> figure) {
        gauge("ems_measurements_" + name, description, intake, each -> figure.applyAsLong(each.counts()));
    }

    private <T> void gauge(String name, String description, T source, ToLongFunction<T> figure, Tag... tags) {
        Metadata metadata = Metadata.builder()
                .withName(name)
                .withDescription(description)
                .withUnit(MetricUnits.NONE)
                .build();
        registry.gauge(metadata, source, figure::applyAsLong, tags);
    }
}
