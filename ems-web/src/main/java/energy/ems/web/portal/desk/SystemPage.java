package energy.ems.web.portal.desk;

import energy.ems.messaging.Consumers;
import energy.ems.messaging.Destinations;
import energy.ems.metering.intake.IntakeCounters.Counts;
import energy.ems.operation.SystemReport;
import energy.ems.operation.SystemState;
import energy.ems.platform.Backlog;
import energy.ems.web.live.AlertConnections;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.WaitingWork;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the system is doing, in lines of which each says what it is about, how it stands and, when it stands badly, what
 * to do. The page asks again every few seconds; the rate is what came in between two questions.
 */
@Named
@ViewScoped
public class SystemPage implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Longer than a healthy system takes to send or recompute what it has to. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration SLOW_DATABASE = Duration.ofSeconds(1);

    /** How good or bad something is. */
    public enum Mark {
        GOOD("pi-check-circle", "ems-icon-good"),
        WARNING("pi-info-circle", "ems-icon-warn"),
        BAD("pi-exclamation-triangle", "ems-icon-bad");

        private final String icon;
        private final String colour;

        Mark(String icon, String colour) {
            this.icon = icon;
            this.colour = colour;
        }

        public String getStyle() {
            return "pi " + icon + " " + colour;
        }
    }

    /**
     * One line of the page.
     *
     * @param subject what it is about
     * @param state how it stands
     * @param advice what to do; empty when nothing is to be done
     */
    public record Line(Mark mark, String subject, String state, String advice) implements Serializable {}

    @Inject
    private SystemState system;

    @Inject
    private AlertConnections connections;

    @Inject
    private WaitingWork waitingWork;

    @Inject
    private Figures figures;

    private List<Line> lines;
    private Instant asked;
    private Counts counted;
    private BigDecimal perSecond;

    /** Asks anew. */
    public void refresh() {
        lines = null;
    }

    public List<Line> getLines() {
        if (lines == null) {
            SystemReport report = system.report();
            measure(report);
            lines = describe(report, Texts.ofView());
        }
        return lines;
    }

    /** Whether nothing stands badly. */
    public boolean isWell() {
        return getLines().stream().allMatch(line -> line.mark() != Mark.BAD);
    }

    public Instant getAsked() {
        getLines();
        return asked;
    }

    /** Measurements a second between the last two questions; null before the second. */
    public BigDecimal getPerSecond() {
        getLines();
        return perSecond;
    }

    /** What this node has taken in since it started. */
    public Counts getCounted() {
        getLines();
        return counted;
    }

    public int getBrowsers() {
        return connections.count();
    }

    public WaitingWork.Counts getWaiting() {
        return waitingWork.counts();
    }

    private void measure(SystemReport report) {
        if (counted != null && report.at().isAfter(asked)) {
            perSecond = BigDecimal.valueOf(report.intake().received() - counted.received())
                    .multiply(BigDecimal.valueOf(1000))
                    .divide(
                            BigDecimal.valueOf(
                                    Duration.between(asked, report.at()).toMillis()),
                            1,
                            RoundingMode.HALF_UP);
        }
        counted = report.intake();
        asked = report.at();
    }

    private List<Line> describe(SystemReport report, Texts texts) {
        List<Line> described = new ArrayList<>();
        described.add(consumer(report, Destinations.MEASUREMENTS, "measurements", texts));
        described.add(consumer(report, Destinations.MONITORING_DEVICE_EVENTS, "deviceEvents", texts));
        described.add(consumer(report, Destinations.ALERTS, "alerts", texts));
        described.add(outbox(report, texts));
        described.add(recomputations(report, texts));
        described.add(database(report, texts));
        return described;
    }

    /** The worst of the queue's consumers stands for all of them. */
    private Line consumer(SystemReport report, String queue, String name, Texts texts) {
        String subject = texts.get("system." + name);
        List<Consumers.Report> all = report.consumers().stream()
                .filter(consumer -> consumer.queue().equals(queue))
                .toList();
        if (all.isEmpty()) {
            return new Line(Mark.BAD, subject, texts.get("system.consumer.none"), texts.get("system.consumer.none.do"));
        }
        return all.stream()
                .filter(consumer -> !consumer.isServed())
                .findFirst()
                .map(consumer -> new Line(
                        Mark.BAD,
                        subject,
                        texts.get(
                                consumer.isHeldUp() ? "system.consumer.heldUp" : "system.consumer.disconnected",
                                figures.moment(consumer.since())),
                        consumer.isHeldUp()
                                ? texts.get("system.consumer.heldUp.do")
                                : texts.get("system.consumer.disconnected.do", queue, consumer.reason())))
                .orElseGet(() -> new Line(
                        Mark.GOOD,
                        subject,
                        texts.get(
                                "system.consumer.consuming",
                                figures.moment(all.get(0).since())),
                        ""));
    }

    private Line outbox(SystemReport report, Texts texts) {
        Backlog backlog = report.outbox();
        String state = backlog.isEmpty()
                ? texts.get("system.outbox.empty")
                : texts.get("system.outbox.waiting", backlog.waiting(), figures.moment(backlog.oldest()));
        if (!report.brokerReachable()) {
            return new Line(Mark.BAD, texts.get("system.outbox"), state, texts.get("system.outbox.away"));
        }
        boolean old = isOld(backlog, report.at());
        return new Line(
                old ? Mark.WARNING : Mark.GOOD,
                texts.get("system.outbox"),
                state,
                old ? texts.get("system.outbox.slow") : "");
    }

    private Line recomputations(SystemReport report, Texts texts) {
        Backlog backlog = report.recomputations();
        boolean old = isOld(backlog, report.at());
        return new Line(
                old ? Mark.WARNING : Mark.GOOD,
                texts.get("system.recomputations"),
                backlog.isEmpty()
                        ? texts.get("system.recomputations.none")
                        : texts.get(
                                "system.recomputations.waiting", backlog.waiting(), figures.moment(backlog.oldest())),
                old ? texts.get("system.recomputations.do") : "");
    }

    private Line database(SystemReport report, Texts texts) {
        boolean slow = report.databaseAnswer().compareTo(SLOW_DATABASE) > 0;
        return new Line(
                slow ? Mark.WARNING : Mark.GOOD,
                texts.get("system.database"),
                texts.get("system.database.answers", report.databaseAnswer().toMillis()),
                slow ? texts.get("system.database.do") : "");
    }

    private static boolean isOld(Backlog backlog, Instant now) {
        return !backlog.isEmpty() && Duration.between(backlog.oldest(), now).compareTo(PATIENCE) > 0;
    }
}
