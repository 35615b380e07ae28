package energy.ems.metering.intake;

import energy.ems.boundary.Caller;
import energy.ems.deviceevents.DeviceDigest;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceEventJson;
import energy.ems.deviceevents.MonitoringView;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutgoingMessage;
import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.meter.FactChanges;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterDeleted;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Energy;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps monitoring's copy of the devices in step with device events. The highest version of a device is the truth,
 * whatever its type and in whatever order the events arrive; a deleted device leaves a tombstone.
 */
// BEWARE: both views are named, because with the no-interface view alone the interface is no type of this bean, and who
// asks for it is told that there is none.
@Stateless
@Local(MonitoringView.class)
@LocalBean
@PermitAll
public class DeviceEventIntake implements MonitoringView {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Meters meters;

    @Inject
    LimitsAndOwners facts;

    @Inject
    HourlyTotals totals;

    @Inject
    Recomputations recomputations;

    @Inject
    Event<MeterDeleted> deleted;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /** Applies the events of these messages in one transaction; what is no device event leaves for the dead letters. */
    public void take(List<ReceivedMessage> messages) {
        Instant now = clock.instant();
        List<DeviceEvent> events = new ArrayList<>();
        List<OutgoingMessage> dead = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            try {
                events.add(DeviceEventJson.read(message.body(), now));
            } catch (IllegalArgumentException e) {
                dead.add(DeadLetters.letter(Destinations.DEAD_DEVICE_EVENTS, message.body(), e, now));
            }
        }
        outbox.addAll(dead);
        apply(events);
    }

    /** Applies the events; older and repeated ones change nothing. */
    public void apply(List<DeviceEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<String, Meter> locked =
                meters.lock(events.stream().map(event -> event.device().id()).toList());
        Changes changes = new Changes(facts.changes(locked.values()));
        for (DeviceEvent event : events) {
            apply(locked.get(event.device().id()), event, changes);
        }
        // What is looked at below is judged by these.
        facts.store(changes.facts);
        totals.limitsChanged(changes.limits);
        totals.directionsChanged(changes.directions);
        recomputations.orderAll(changes.settings, Caller.SYSTEM);
    }

    /** What a batch of events changes, to be written when all of them are read. */
    private static final class Changes {

        private final FactChanges facts;
        private final Map<Meter, Instant> limits = new LinkedHashMap<>();
        private final Map<Meter, Instant> directions = new LinkedHashMap<>();
        private final Map<String, List<DatedSettings.Change>> settings = new TreeMap<>();

        Changes(FactChanges facts) {
            this.facts = facts;
        }
    }

    private void apply(Meter meter, DeviceEvent event, Changes changes) {
        DatedSettings before = meter.settings();
        // A deletion may have overtaken the creation: it says nothing of the device, so the first to do so is still to
        // come.
        boolean isFirst = meter.state() == MeterState.UNASSIGNED
                || (meter.state() == MeterState.DELETED && !changes.facts.hasHadOwner(meter.id()));
        String ownerBefore = meter.owner();
        BigDecimal limitBefore = meter.maxHourlyKwh();
        // Until the first event nothing was said about the past, so what it says holds for the past too.
        Instant validFrom =
                isFirst ? Instant.EPOCH : inOrder(event.occurredAt(), changes.facts.latestChange(meter.id()));
        if (!meter.apply(event, isFirst ? SettingsDates.ALWAYS : settingsFrom(event, meter))) {
            return;
        }
        if (event.isDeletion()) {
            deleted.fire(new MeterDeleted(meter, clock.instant()));
            return;
        }
        changes.facts.limit(meter.id(), validFrom, meter.maxHourlyKwh());
        if (isFirst || !Objects.equals(ownerBefore, meter.owner())) {
            changes.facts.owner(meter.id(), validFrom, meter.owner());
        }
        // Of a meter that nobody had registered nothing was counted.
        Optional<DatedSettings.Change> change = isFirst
                ? Optional.of(meter.settings().changeAllAlong(before))
                : meter.settings().changeFrom(before);
        change.ifPresent(each -> changes.settings
                .computeIfAbsent(meter.deviceId(), id -> new ArrayList<>())
                .add(each));
        if (!isFirst) {
            meter.settings()
                    .directionChangedFrom(before)
                    .map(since -> since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since)
                    .ifPresent(since -> changes.directions.merge(meter, since, DeviceEventIntake::earlier));
        }
        if (!isFirst && !Energy.sameNumber(limitBefore, meter.maxHourlyKwh())) {
            changes.limits.merge(meter, validFrom, DeviceEventIntake::earlier);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A date that an event gives may lie before what it replaces: that is what it is given for. */
    private Instant settingsFrom(DeviceEvent event, Meter meter) {
        Instant given = event.device().settingsFrom();
        Instant from = given == null
                ? inOrder(event.occurredAt(), meter.settingsValidFrom())
                : inOrder(given, SettingsDates.ALWAYS);
        // As it is stored, and as readings are.
        return Instant.ofEpochMilli(from.toEpochMilli());
    }

    /**
     * The version says what is true, so a date cannot say otherwise: what is newer counts neither from before what it
     * replaces, nor from a time that has not come.
     */
    private Instant inOrder(Instant occurredAt, Instant latest) {
        Instant now = clock.instant();
        Instant later = occurredAt.isBefore(latest) ? latest : occurredAt;
        return later.isAfter(now) ? now : later;
    }

    @Override
    public List<DeviceDigest> digests(String afterDeviceId, int limit) {
        return entityManager
                .createQuery(
                        "SELECT m FROM Meter m WHERE m.deviceId > :after AND m.eventVersion > 0 ORDER BY m.deviceId",
                        Meter.class)
                .setParameter("after", afterDeviceId)
                .setMaxResults(limit)
                .setHint("eclipselink.read-only", "true")
                .getResultList()
                .stream()
                .map(Meter::digest)
                .toList();
    }
}
