package energy.ems.alerting;

import energy.ems.alerting.Finding.Subject;
import energy.ems.metering.hours.HoursRecalculated;
import energy.ems.metering.hours.HoursRecalculated.MeterHours;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.meter.SilentMeters;
import energy.ems.metering.profile.UtcHour;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Notices meters that were heard and are not any more. A meter is silent when it has missed several of its own
 * intervals, counted from this server's start at the earliest: while nobody listened, nobody was silent. When many fall
 * silent together, that is one thing to tell and not many ({@link FallenTogether}); who falls silent later is told of by
 * itself.
 */
@ApplicationScoped
class SilenceWatch {

    /** As many in one round; what is left over comes in the next. */
    private static final int MOST = 5_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    SilentMeters silentMeters;

    @Inject
    AlertBook book;

    /** How many of its intervals a meter may miss. */
    @Inject
    @ConfigProperty(name = "ems.silence.intervals", defaultValue = "3")
    int intervals;

    /** What is allowed on top: delays of networks and queues, ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "ems.silence.tolerance", defaultValue = "PT5M")
    Duration tolerance;

    /** From how many percent of all meters on they count as fallen silent together; never fewer than five meters. */
    @Inject
    @ConfigProperty(name = "ems.silence.fleet.percent", defaultValue = "20")
    int fleetPercent;

    /** A meter that speaks is not silent, in the very transaction that has stored what it said. */
    void heard(@Observes HoursRecalculated read) {
        if (read.cause() != HoursRecalculated.Cause.HEARD) {
            return;
        }
        List<Finding> findings = new ArrayList<>();
        for (MeterHours each : read.meters()) {
            Meter meter = each.meter();
            if (meter.silentSince() != null) {
                findings.add(silent(meter, false, AlertReason.READINGS_AGAIN));
                meter.spokeAgain();
            }
        }
        book.settle(findings, read.now());
    }

    /** Looks for meters that have fallen silent. One node at a time; the caller has seen to that. */
    void look(Instant serverStart, Instant now) {
        Optional<Alert> fleet = openFleetAlert();
        // BEWARE: all that may be needed is locked at once, because locks on meters are taken in one order.
        Set<String> wanted = new TreeSet<>(silentMeters.suspects(serverStart, intervals, tolerance, now, MOST));
        if (fleet.isPresent()) {
            wanted.addAll(silentMeters.silent(MOST));
        }
        List<Meter> locked = lock(wanted);
        // Looked at again under the lock, because a reading may just have come in.
        List<Meter> fallenSilent = locked.stream()
                .filter(meter -> isSilent(meter, serverStart, now))
                .toList();
        fallenSilent.forEach(meter -> meter.fellSilent(meter.lastReceivedAt()));
        entityManager.flush();
        long silent = silentMeters.countSilent();
        long together = Math.max(5, silentMeters.countHeard() * fleetPercent / 100);
        Map<Boolean, List<Meter>> byCompany = fallenSilent.isEmpty()
                ? Map.of(true, List.of(), false, List.of())
                : inCompany(
                        fallenSilent, new FallenTogether(silentMeters.lastHeardOfOverdue(tolerance, now)), together);
        List<Finding> findings = new ArrayList<>();
        byCompany.get(false).forEach(meter -> findings.add(silent(meter, true, AlertReason.NO_READINGS)));
        if (fleet.isPresent() && silent < together) {
            findings.add(fleet(fleet.get().hourStart(), silent, false, AlertReason.READINGS_AGAIN));
            // They are few now, so each is told of by itself.
            locked.stream()
                    .filter(meter -> meter.state() == MeterState.ACTIVE && meter.silentSince() != null)
                    .filter(meter -> !byCompany.get(false).contains(meter))
                    .forEach(meter -> findings.add(silent(meter, true, AlertReason.NO_READINGS)));
        } else if (fleet.isEmpty() && !byCompany.get(true).isEmpty()) {
            findings.add(fleet(UtcHour.of(now), silent, true, AlertReason.MANY_SILENT));
        }
        book.settle(findings, now);
    }

    /** Which of them fell silent with many others, and which alone or with few. */
    private static Map<Boolean, List<Meter>> inCompany(List<Meter> meters, FallenTogether fallen, long together) {
        return meters.stream()
                .collect(Collectors.partitioningBy(
                        meter -> fallen.areAtLeast(together, meter.lastReceivedAt(), meter.expectedInterval())));
    }

    private static Finding silent(Meter meter, boolean stands, AlertReason reason) {
        Instant hour = UtcHour.of(meter.silentSince());
        return Finding.silence(Subject.of(meter), AlertKind.DEVICE_SILENT, hour, stands, reason);
    }

    private static Finding fleet(Instant hour, long devices, boolean stands, AlertReason reason) {
        return Finding.silence(Subject.fleet(devices), AlertKind.FLEET_SILENT, hour, stands, reason);
    }

    private boolean isSilent(Meter meter, Instant serverStart, Instant now) {
        Instant heard = meter.lastReceivedAt().isAfter(serverStart) ? meter.lastReceivedAt() : serverStart;
        Duration allowed = meter.expectedInterval().multipliedBy(intervals).plus(tolerance);
        return meter.state() == MeterState.ACTIVE
                && meter.silentSince() == null
                && heard.plus(allowed).isBefore(now);
    }

    private List<Meter> lock(Collection<String> deviceIds) {
        if (deviceIds.isEmpty()) {
            return List.of();
        }
        return meters.lock(deviceIds).values().stream()
                .filter(meter -> meter.lastReceivedAt() != null)
                .toList();
    }

    private Optional<Alert> openFleetAlert() {
        return entityManager
                .createQuery(
                        "SELECT a FROM Alert a WHERE a.meterId = :fleet AND a.kind = :kind AND a.state <> :cleared"
                                + " ORDER BY a.hourStart DESC",
                        Alert.class)
                .setParameter("fleet", Subject.FLEET)
                .setParameter("kind", AlertKind.FLEET_SILENT)
                .setParameter("cleared", AlertState.CLEARED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
