package energy.ems.alerting;

import energy.ems.alerting.AlertEntry.Act;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.Roles;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import energy.ems.platform.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The door to the alerts. A user sees those of their own devices, operators and administrators see all. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Alerts {

    private static final Map<String, String> SORTABLE = Map.of(
            "hour_start", "e.hourStart",
            "raised_at", "e.raisedAt",
            "kind", "e.kind",
            "state", "e.state",
            "device_name", "e.deviceName",
            "energy_kwh", "e.energyKwh");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    HeldAlerts alerts;

    @Inject
    AlertNotes notes;

    @Inject
    StandingSnoozes snoozes;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /**
     * Latest change first, unless the page asks otherwise: {@code hour_start}, {@code raised_at}, {@code kind},
     * {@code state}, {@code device_name}, {@code energy_kwh}.
     */
    public Page<AlertView> find(AlertQuery query) {
        Page<AlertView> found = wanted(query)
                .fetch(entityManager, query.page(), order(query.page()))
                .map(Alert::view);
        return new Page<>(snoozes.markViews(found.items(), clock.instant()), found.total());
    }

    private Paging<Alert> wanted(AlertQuery query) {
        Paging<Alert> alerts = visible()
                .where("e.deviceId = :device", "device", query.deviceId())
                .where("e.kind = :kind", "kind", query.kind())
                .where("e.state = :state", "state", query.state())
                .where("e.hourStart >= :from", "from", query.from())
                .where("e.hourStart < :to", "to", query.to())
                .where("e.assignedTo = :assignee", "assignee", query.mine() ? caller.username() : null);
        return query.openOnly() ? open(alerts) : alerts;
    }

    /** Those of the query's page that nobody has acknowledged, by number: what acknowledging them all would mean. */
    public Page<Long> unacknowledged(AlertQuery query) {
        return wanted(query)
                .where("e.acknowledgedAt IS NULL")
                .fetch(entityManager, query.page(), "e.id")
                .map(Alert::view)
                .map(AlertView::id);
    }

    private static String order(PageRequest page) {
        String column = page.sort() == null ? null : SORTABLE.get(page.sort());
        return column == null
                ? "e.sequence DESC"
                : column + (page.ascending() ? " ASC" : " DESC") + ", e.sequence DESC";
    }

    private Paging<Alert> visible() {
        return Paging.of(Alert.class).where("e.owner = :owner", "owner", caller.seesAll() ? null : caller.username());
    }

    /** Of history only the sum: acknowledging that is enough. */
    private static Paging<Alert> open(Paging<Alert> alerts) {
        return alerts.where(
                "e.acknowledgedAt IS NULL AND e.history = FALSE AND e.state <> :cleared",
                "cleared",
                AlertState.CLEARED);
    }

    /** @throws NotFoundException when there is none of that number for the caller */
    public AlertView get(long id) {
        return snoozes.markViews(List.of(alerts.seen(id).view()), clock.instant())
                .get(0);
    }

    /** Notes that the caller has seen the alert; the first to do so stays on record. */
    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public AlertView acknowledge(long id) {
        acknowledge(List.of(id));
        return get(id);
    }

    /**
     * The same for many, all or none.
     *
     * @return those that nobody had acknowledged before
     * @throws NotFoundException when one of them is none of the caller's
     */
    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public List<Long> acknowledge(Collection<Long> ids) {
        Instant now = clock.instant();
        return change(
                ids,
                alert -> alert.acknowledge(caller.username(), now),
                AuditAction.ALERT_ACKNOWLEDGED,
                Act.ACKNOWLEDGED);
    }

    /**
     * Takes back what the caller has acknowledged; what others have acknowledged stays as it is.
     *
     * @return those that are open to be acknowledged again
     * @throws NotFoundException when one of them is none of the caller's
     */
    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public List<Long> takeBack(Collection<Long> ids) {
        return change(
                ids,
                alert -> notes.isAcknowledgementOf(alert.id(), caller.username()) && alert.takeBack(caller.username()),
                AuditAction.ALERT_TAKEN_BACK,
                Act.TAKEN_BACK);
    }

    private List<Long> change(Collection<Long> ids, Predicate<Alert> act, AuditAction action, Act noted) {
        List<Long> changed = new ArrayList<>();
        for (Alert alert : alerts.held(ids)) {
            if (act.test(alert)) {
                auditLog.record(action, alert.deviceId(), "alert " + alert.id());
                changed.add(alert.id());
            }
        }
        notes.add(changed, noted, caller.username());
        return changed;
    }

    /** How many alerts that the caller may see are neither cleared nor acknowledged, the past left out. */
    public long openCount() {
        return open(visible())
                .where("e.kind <> :past", "past", AlertKind.PAST_LIMIT_EXCEEDED)
                .count(entityManager);
    }

    /** Whether a device warns before its limit is reached. */
    public boolean warnsBeforeLimit(String deviceId) {
        return visibleMeter(meters.find(deviceId).orElse(null), deviceId).warnsBeforeLimit();
    }

    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public void warnBeforeLimit(String deviceId, boolean warn) {
        visibleMeter(meters.find(deviceId).orElse(null), deviceId);
        meters.lock(Set.of(deviceId)).get(deviceId).warnBeforeLimit(warn);
    }

    private Meter visibleMeter(Meter meter, String deviceId) {
        if (meter == null || meter.state() != MeterState.ACTIVE || !caller.maySee(meter.owner())) {
            throw new NotFoundException("Device", deviceId);
        }
        return meter;
    }
}
