package energy.ems.alerting;

import energy.ems.alerting.Finding.Subject;
import energy.ems.metering.hours.HoursRecalculated;
import energy.ems.metering.hours.HoursRecalculated.MeterHours;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.OverLimit;
import energy.ems.metering.profile.RunningHour;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Compares hours with the limit in force in them, in the transaction that has changed the hours. The limit is exceeded
 * when the hour has used more ({@link OverLimit}) and somebody has measured it: the mere share of a gap is no news. Limits
 * watch what is used, be it net of what is fed in; of what is produced alone there can be no too much.
 *
 * <p>An hour that just goes on growing below its limit, as nearly all do, has no alert that stands and gets none: nobody
 * looks for one.
 */
@ApplicationScoped
class LimitWatch {

    @Inject
    LimitsAndOwners facts;

    @Inject
    AlertBook book;

    /** From which share of the limit on the running hour is worth a warning, in percent. */
    @Inject
    @ConfigProperty(name = "ems.alerts.approaching.percent", defaultValue = "80")
    int warningPercent;

    void watch(@Observes HoursRecalculated read) {
        List<MeterHours> active = read.meters().stream()
                .filter(each -> !each.changed().isEmpty() && each.meter().state() == MeterState.ACTIVE)
                .toList();
        if (active.isEmpty()) {
            return;
        }
        Map<Long, Limits> limits =
                facts.limitsOf(active.stream().map(MeterHours::meter).toList());
        List<Finding> findings = new ArrayList<>();
        for (MeterHours each : active) {
            Limits inForce = limits.get(each.meter().id());
            // A meter that never had a limit never had an alert.
            if (!inForce.byStart().isEmpty()) {
                Predicate<Instant> isWatched = each.meter().watchedByLimits();
                each.changed()
                        .forEach(hour -> judge(
                                each,
                                hour,
                                isWatched.test(hour.start()) ? inForce.at(hour.start()) : null,
                                read,
                                findings));
            }
        }
        book.settle(findings, read.now());
    }

    private void judge(
            MeterHours hours, HourValue hour, BigDecimal limit, HoursRecalculated read, List<Finding> findings) {
        boolean exceeded = OverLimit.isOver(hour.energyKwh(), limit) && !hour.isShareOfGap();
        boolean isNews =
                read.cause() == HoursRecalculated.Cause.HEARD || read.cause() == HoursRecalculated.Cause.BACKFILLED;
        boolean worthTelling = !isNews || hours.revised().contains(hour.start());
        Subject subject = Subject.of(hours.meter());
        if (exceeded || worthTelling || OverLimit.isOver(hours.before().get(hour.start()), limit)) {
            findings.add(new Finding(
                    subject,
                    AlertKind.LIMIT_EXCEEDED,
                    hour.start(),
                    exceeded,
                    worthTelling,
                    hour.energyKwh(),
                    limit,
                    reason(hours, hour, read)));
        }
        if (hour.start().equals(UtcHour.of(read.now()))) {
            approaching(hours.meter(), hour, exceeded ? null : limit)
                    .map(reason -> new Finding(
                            subject,
                            AlertKind.LIMIT_APPROACHING,
                            hour.start(),
                            reason != AlertReason.LIMIT_PASSED,
                            false,
                            hour.energyKwh(),
                            limit,
                            reason))
                    .ifPresent(findings::add);
        }
    }

    private static AlertReason reason(MeterHours hours, HourValue hour, HoursRecalculated read) {
        return switch (read.cause()) {
            case HEARD, BACKFILLED ->
                hours.corrected().contains(hour.start())
                        ? AlertReason.CORRECTED_READING
                        : hours.revised().contains(hour.start()) ? AlertReason.LATE_READING : AlertReason.LIMIT_PASSED;
            case DECIDED -> AlertReason.CORRECTED_READING;
            case RECOMPUTED -> AlertReason.RECOMPUTED;
            case LIMIT_CHANGED -> AlertReason.LIMIT_CHANGED;
        };
    }

    /** A warning stays until the limit is passed or the hour is over, so that it does not flicker. */
    private Optional<AlertReason> approaching(Meter meter, HourValue hour, BigDecimal limit) {
        if (limit == null) {
            return Optional.of(AlertReason.LIMIT_PASSED);
        }
        if (hour.energyKwh() == null || !meter.warnsBeforeLimit()) {
            return Optional.empty();
        }
        BigDecimal share = limit.multiply(BigDecimal.valueOf(warningPercent, 2));
        if (hour.energyKwh().compareTo(share) >= 0) {
            return Optional.of(AlertReason.SHARE_PASSED);
        }
        return willPass(meter, hour, limit) ? Optional.of(AlertReason.PROJECTED) : Optional.empty();
    }

    /** Whether the hour passes its limit when it goes on as in the part that is measured. */
    private static boolean willPass(Meter meter, HourValue hour, BigDecimal limit) {
        Instant until = meter.measuredUntil();
        return RunningHour.saysEnough(hour.start(), until)
                && OverLimit.isOver(RunningHour.projection(hour.energyKwh(), hour.start(), until), limit);
    }
}
