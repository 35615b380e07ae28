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
import energy.ems.retention.Kind;
import energy.ems.retention.RetentionWorker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * This node's own figures in {@code /metrics}, by the conventions of Prometheus: what only rises is a counter and ends in
 * {@code _total}, times are in seconds.
 */
@ApplicationScoped
public class Metrics {

    @Inject
    private MetricRegistry registry;

    @Inject
    private Rising rising;

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
    private MessageFigures messages;

    @Inject
    private RetentionWorker retention;

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
        gauge(
                "ems_messages_waiting",
                "Mails and calls of webhooks that have not left yet, of all nodes",
                messages,
                MessageFigures::waiting);
        gauge(
                "ems_messages_oldest_seconds",
                "For how long the oldest of them has waited",
                messages,
                MessageFigures::oldestSeconds);
        gauge(
                "ems_messages_failed",
                "Mails and calls of webhooks of the last day that failed for good, of all nodes",
                messages,
                MessageFigures::failed);
        counter("ems_messages_sent", "Mails and calls of webhooks that this node has sent", messages::sent);
        gauge(
                "ems_mail_reachable",
                "0 when the mail server took nothing of what this node sent last",
                messages,
                each -> each.mailReachable() ? 1 : 0);
        for (String work : BackgroundWorks.NAMES) {
            background(work);
        }
        for (Kind kind : Kind.values()) {
            counter(
                    "ems_retention_removed",
                    "Rows that this node has removed because of their age",
                    () -> retention.removed(kind),
                    new Tag("kind", kind.name().toLowerCase(Locale.ROOT)));
        }
        counter("ems_retention_failures", "How often this node could not remove something", retention::failures);
        gauge(
                "ems_retention_last_run_timestamp_seconds",
                "When this node has ended a run last in which nothing failed, in seconds since 1970; 0 when none",
                retention,
                each -> each.lastRun() == null ? 0 : each.lastRun().getEpochSecond());
        // BEWARE: used here for the first time, because a bean that is made in a request of /metrics does not find
        // jms/ems, and all figures of the consumers were left out until somebody had asked for the readiness.
        consumers.reports();
        for (String queue :
                List.of(Destinations.MEASUREMENTS, Destinations.MONITORING_DEVICE_EVENTS, Destinations.ALERTS)) {
            passed(queue);
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
        rising.start();
    }

    private void passed(String queue) {
        Tag tag = new Tag("queue", queue);
        counter(
                "ems_consumer_messages",
                "Messages that this node has processed",
                () -> sum(queue, Passed::messages),
                tag);
        counter("ems_consumer_batches", "In how many transactions it did", () -> sum(queue, Passed::batches), tag);
        gauge(
                "ems_consumer_under_way_seconds",
                "How long these messages took from their arrival at this node until they were committed, added up",
                queue,
                each -> sum(each, passed -> passed.underWay().toMillis()) / 1000.0,
                tag);
        gauge(
                "ems_consumer_oldest_seconds",
                "For how long the oldest message at this node waits to be processed",
                queue,
                each -> sum(
                        each,
                        passed -> passed.oldest() == null
                                ? 0
                                : Duration.between(passed.oldest(), clock.instant())
                                        .toSeconds()),
                tag);
    }

    /** Of all consumers of the queue. */
    private long sum(String queue, ToLongFunction<Passed> figure) {
        return consumers.reports().stream()
                .filter(report -> report.queue().equals(queue))
                .map(Report::passed)
                .mapToLong(figure)
                .sum();
    }

    private void background(String work) {
        Tag tag = new Tag("work", work);
        counter(
                "ems_background_failures",
                "Rounds of the work that failed since the server's start",
                () -> report(work).map(BackgroundWork.Report::failures).orElse(0L),
                tag);
        gauge(
                "ems_background_last_success_timestamp_seconds",
                "When a round of the work ended well, in seconds since 1970; 0 when none has",
                work,
                each -> report(each)
                        .map(BackgroundWork.Report::lastSuccess)
                        .map(Instant::getEpochSecond)
                        .orElse(0L),
                tag);
    }

    private Optional<BackgroundWork.Report> report(String work) {
        return works.reports().stream()
                .filter(report -> report.name().equals(work))
                .findFirst();
    }

    private void intake(String name, String description, ToLongFunction<Counts> figure) {
        counter("ems_measurements_" + name, description, () -> figure.applyAsLong(intake.counts()));
    }

    private void counter(String name, String description, LongSupplier figure, Tag... tags) {
        rising.add(metadata(name, description), figure, tags);
    }

    private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> figure, Tag... tags) {
        registry.gauge(metadata(name, description), source, figure::applyAsDouble, tags);
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder()
                .withName(name)
                .withDescription(description)
                .withUnit(MetricUnits.NONE)
                .build();
    }
}
