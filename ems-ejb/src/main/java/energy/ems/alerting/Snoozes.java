package energy.ems.alerting;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The door to what is kept quiet: until a time, nobody is told of one kind of alert of one device, neither in the browser
 * nor by mail or webhook. It is for everybody who sees the device, not for the caller alone. What had waited is told then,
 * if it still stands and nobody has acknowledged it.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Snoozes {

    /** Nobody shall forget for good that something is quiet. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** More are not shown at once. */
    public static final int MOST_SHOWN = 100;

    private static final List<AlertKind> KINDS = Arrays.stream(AlertKind.values())
            .filter(kind -> kind != AlertKind.FLEET_SILENT)
            .toList();

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StandingSnoozes standing;

    @Inject
    Meters meters;

    @Inject
    Event<SnoozeEnded> ended;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** Those of the devices that the caller sees, the first to end first, at most {@value #MOST_SHOWN}. */
    public List<SnoozeView> standing() {
        List<StandingSnoozes.Row> rows =
                standing.all(caller.seesAll() ? null : caller.username(), clock.instant(), MOST_SHOWN);
        Map<String, Meter> byDevice =
                meters.find(rows.stream().map(StandingSnoozes.Row::deviceId).collect(Collectors.toSet()));
        return rows.stream()
                .filter(row -> isStillOf(byDevice.get(row.deviceId()), row))
                .map(row -> view(row, byDevice.get(row.deviceId())))
                .toList();
    }

    /**
     * Those of a device.
     *
     * @throws NotFoundException when the caller does not see it
     */
    public List<SnoozeView> of(String deviceId) {
        Meter meter = visible(deviceId);
        return standing.of(List.of(deviceId), clock.instant()).rows().values().stream()
                .filter(row -> isStillOf(meter, row))
                .map(row -> view(row, meter))
                .sorted(Comparator.comparing(SnoozeView::until).thenComparing(SnoozeView::kind))
                .toList();
    }

    /** A device that has another owner since is quiet no longer. */
    private static boolean isStillOf(Meter meter, StandingSnoozes.Row row) {
        return meter != null && meter.state() == MeterState.ACTIVE && Objects.equals(meter.owner(), row.owner());
    }

    private static SnoozeView view(StandingSnoozes.Row row, Meter meter) {
        return new SnoozeView(row.deviceId(), meter.name(), row.kind(), row.until(), row.snoozedBy(), row.snoozedAt());
    }

    /**
     * Keeps one kind of a device quiet until then; the latest to say so counts.
     *
     * @param until in the future, at most {@link #LONGEST} from now
     * @throws NotFoundException when the caller does not see the device
     */
    public SnoozeView snooze(String deviceId, AlertKind kind, Instant until) {
        Meter meter = visible(deviceId);
        Instant now = clock.instant();
        InputCheck check = new InputCheck();
        check.require(
                KINDS.contains(kind),
                "kind",
                Rule.NOT_ONE_OF,
                KINDS.stream().map(AlertKind::name).collect(Collectors.joining(", ")));
        check.require(until != null, "until", Rule.REQUIRED);
        check.require(until == null || until.isAfter(now), "until", Rule.NOT_IN_FUTURE);
        check.require(until == null || !until.isAfter(now.plus(LONGEST)), "until", Rule.TOO_LATE, now.plus(LONGEST));
        check.finish();
        entityManager
                .createNativeQuery("INSERT INTO alert_snooze (device_id, kind, owner, until_at, snoozed_at, snoozed_by)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON DUPLICATE KEY UPDATE owner = ?3, until_at = ?4,"
                        + " snoozed_at = ?5, snoozed_by = ?6")
                .setParameter(1, deviceId)
                .setParameter(2, kind.name())
                .setParameter(3, meter.owner())
                .setParameter(4, until.toEpochMilli())
                .setParameter(5, now.toEpochMilli())
                .setParameter(6, caller.username())
                .executeUpdate();
        auditLog.record(AuditAction.ALERT_SNOOZED, deviceId, kind + " until " + until);
        ended.fire(new SnoozeEnded());
        return new SnoozeView(
                deviceId, meter.name(), kind, Instant.ofEpochMilli(until.toEpochMilli()), caller.username(), now);
    }

    /**
     * Ends it before its time; where nothing was quiet, nothing happens.
     *
     * @throws NotFoundException when the caller does not see the device
     */
    public void end(String deviceId, AlertKind kind) {
        visible(deviceId);
        int gone = entityManager
                .createNativeQuery("DELETE FROM alert_snooze WHERE device_id = ?1 AND kind = ?2")
                .setParameter(1, deviceId)
                .setParameter(2, kind.name())
                .executeUpdate();
        if (gone > 0) {
            auditLog.record(AuditAction.ALERT_SNOOZE_ENDED, deviceId, kind.name());
            ended.fire(new SnoozeEnded());
        }
    }

    private Meter visible(String deviceId) {
        Meter meter = meters.find(deviceId).orElse(null);
        if (meter == null || meter.state() != MeterState.ACTIVE || !caller.maySee(meter.owner())) {
            throw new NotFoundException("Device", deviceId);
        }
        return meter;
    }
}
