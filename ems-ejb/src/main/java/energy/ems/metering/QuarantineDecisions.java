package energy.ems.metering;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.Roles;
import energy.ems.metering.hours.HourlyTotals;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.metering.readings.QuarantinedReading;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The readings that the system doubts, and what people decide about them. Operators look, administrators act. */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class QuarantineDecisions {

    /** So many are decided about at once, under the meter's lock. */
    private static final int MOST_OF_A_GROUP = 2_000;

    private static final String FROM_QUARANTINE = "released from quarantine";

    @Inject
    Meters meters;

    @Inject
    Quarantine quarantine;

    @Inject
    HourlyTotals totals;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /**
     * The readings that wait for a decision, newest first.
     *
     * @param deviceId of which device; null for all, and of an unknown one there are none
     * @param reason for which reason; null for any
     */
    public Page<QuarantinedReading> quarantine(String deviceId, Plausibility.Reason reason, PageRequest page) {
        return quarantine.page(deviceId, reason, page);
    }

    /**
     * The same by device and reason.
     *
     * @param deviceId of which device; null for all
     */
    public Page<QuarantineGroup> quarantineGroups(String deviceId, PageRequest page) {
        return quarantine.groups(deviceId, page);
    }

    /**
     * The power in kW that a device has to be believed to reach for what waits above its maximum, and since when.
     *
     * @param since when the first of it was taken
     */
    public record PowerNeeded(BigDecimal kilowatts, Instant since) {}

    /** @throws NotFoundException when nothing waits of this device because it was above the maximum */
    public PowerNeeded powerNeeded(String deviceId) {
        List<Quarantine.Waiting> waiting =
                quarantine.waiting(deviceId, Plausibility.Reason.ABOVE_MAXIMUM, MOST_OF_A_GROUP);
        Meter meter = meters.find(deviceId)
                .filter(found -> !waiting.isEmpty())
                .orElseThrow(() -> new NotFoundException("Reading in quarantine", deviceId));
        BigDecimal kilowatts = waiting.stream()
                .map(each -> meter.settings().at(each.takenAt()).powerKw(each.said()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new PowerNeeded(kilowatts, waiting.get(0).takenAt());
    }

    /**
     * Lets the readings count; answers how many there were.
     *
     * @throws InvalidInputException when one is beyond any number that can be stored
     * @throws energy.ems.boundary.ConflictException when the readings of the time of one are no longer kept
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int release(Collection<Long> ids) {
        Map<String, Meter> locked = lockMetersOf(ids);
        List<Quarantine.Waiting> waiting = quarantine.waiting(ids);
        letCount(waiting, locked);
        return decided(waiting, Quarantine.RELEASED, AuditAction.QUARANTINE_RELEASED);
    }

    /**
     * Lets what waits of a device for one reason count; answers how many there were.
     *
     * @return at most {@value #MOST_OF_A_GROUP}, the first to be taken: then there may be more
     * @throws InvalidInputException when one is beyond any number that can be stored
     * @throws energy.ems.boundary.ConflictException when the readings of the time of one are no longer kept
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int releaseGroup(String deviceId, Plausibility.Reason reason) {
        List<Quarantine.Waiting> group = lockedGroup(deviceId, reason);
        if (!group.isEmpty()) {
            letCount(group, meters.lock(Set.of(deviceId)));
            decidedTogether(group, Quarantine.RELEASED, AuditAction.QUARANTINE_RELEASED);
        }
        return group.size();
    }

    private void letCount(List<Quarantine.Waiting> waiting, Map<String, Meter> locked) {
        Map<String, NavigableMap<Instant, Amount>> byDevice = new TreeMap<>();
        for (Quarantine.Waiting each : waiting) {
            if (each.reason() == Plausibility.Reason.ABSURD_MAGNITUDE) {
                throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + Decisions.LARGEST_VALUE_DIGITS);
            }
            Decisions.requireOpen(locked.get(each.deviceId()), each.takenAt());
            Amount said = Plausibility.stored(each.said());
            Decisions.requireMeasure(locked.get(each.deviceId()), each.takenAt(), said.value());
            byDevice.computeIfAbsent(each.deviceId(), id -> new TreeMap<>()).put(each.takenAt(), said);
        }
        byDevice.forEach((deviceId, values) ->
                totals.decideAll(locked.get(deviceId), values, caller.username(), FROM_QUARANTINE));
    }

    /** Decides that the readings never count. They stay on record. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int discard(Collection<Long> ids) {
        lockMetersOf(ids);
        return decided(quarantine.waiting(ids), Quarantine.DISCARDED, AuditAction.QUARANTINE_DISCARDED);
    }

    /**
     * The same of what waits of a device for one reason.
     *
     * @return at most {@value #MOST_OF_A_GROUP}, the first to be taken: then there may be more
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int discardGroup(String deviceId, Plausibility.Reason reason) {
        List<Quarantine.Waiting> group = lockedGroup(deviceId, reason);
        if (!group.isEmpty()) {
            decidedTogether(group, Quarantine.DISCARDED, AuditAction.QUARANTINE_DISCARDED);
        }
        return group.size();
    }

    /** What waits, read after the meter was locked; nothing of a device that has sent nothing. */
    private List<Quarantine.Waiting> lockedGroup(String deviceId, Plausibility.Reason reason) {
        if (quarantine.waiting(deviceId, reason, 1).isEmpty()) {
            return List.of();
        }
        meters.lock(Set.of(deviceId));
        return quarantine.waiting(deviceId, reason, MOST_OF_A_GROUP);
    }

    /** Whoever else decides about them, the one with the meters' locks comes first. */
    private Map<String, Meter> lockMetersOf(Collection<Long> ids) {
        Set<String> devices = quarantine.waiting(ids).stream()
                .map(Quarantine.Waiting::deviceId)
                .collect(Collectors.toSet());
        return devices.isEmpty() ? Map.of() : meters.lock(devices);
    }

    private int decided(List<Quarantine.Waiting> waiting, String state, AuditAction action) {
        quarantine.decide(
                waiting.stream().map(Quarantine.Waiting::id).toList(), state, caller.username(), null, clock.instant());
        waiting.forEach(
                each -> auditLog.record(action, each.deviceId(), each.said().text() + " at " + each.takenAt()));
        return waiting.size();
    }

    private void decidedTogether(List<Quarantine.Waiting> group, String state, AuditAction action) {
        quarantine.decide(
                group.stream().map(Quarantine.Waiting::id).toList(), state, caller.username(), null, clock.instant());
        Quarantine.Waiting first = group.get(0);
        auditLog.record(
                action,
                first.deviceId(),
                "%d readings of %s to %s, %s"
                        .formatted(
                                group.size(),
                                first.takenAt(),
                                group.get(group.size() - 1).takenAt(),
                                first.reason()));
    }
}
