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
import energy.ems.metering.hours.StoredFindings;
import energy.ems.metering.intake.DeadLetter;
import energy.ems.metering.intake.DeadLetterQueue;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterRuling;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Ruling;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.metering.recomputation.RecomputationView;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The operator's desk: what the system could not decide alone. Operators look, administrators act. */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class OperatorDesk {

    private static final int LONGEST_REASON = 500;
    private static final int LARGEST_VALUE_DIGITS = 15;
    /** They are read with the meter whenever it is heard of. */
    private static final int MOST_RULINGS = 200;

    /** So many are decided about at once, under the meter's lock. */
    private static final int MOST_OF_A_GROUP = 2_000;

    private static final String FROM_QUARANTINE = "released from quarantine";

    @Inject
    Meters meters;

    @Inject
    Quarantine quarantine;

    @Inject
    StoredFindings storedFindings;

    @Inject
    StoredReadings storedReadings;

    @Inject
    HourlyTotals totals;

    @Inject
    DeadLetterQueue deadLetterQueue;

    @Inject
    Recomputations recomputations;

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
                .map(each -> meter.settings().at(each.takenAt()).powerKw(new BigDecimal(each.value())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new PowerNeeded(kilowatts, waiting.get(0).takenAt());
    }

    /**
     * What was noticed about the readings of registered devices, the latest first.
     *
     * @param deviceId null for all
     * @param kind null for all
     */
    public Page<MeterFinding> findings(String deviceId, Finding.Kind kind, PageRequest page) {
        return storedFindings
                .page(deviceId, kind, page)
                .map(each -> MeterFinding.of(each.deviceId(), each.deviceName(), each.finding()));
    }

    /**
     * What people have ruled of the readings of registered devices, the latest first.
     *
     * @param deviceId null for all
     */
    public Page<ReadingRuling> rulings(String deviceId, PageRequest page) {
        List<ReadingRuling> all = meters.ruled().stream()
                .filter(meter -> deviceId == null || meter.deviceId().equals(deviceId))
                .flatMap(meter -> meter.rulings().stream().map(ruling -> ReadingRuling.of(meter, ruling)))
                .sorted(Comparator.comparing(ReadingRuling::ruledAt)
                        .thenComparing(ReadingRuling::timestamp)
                        .reversed())
                .toList();
        List<ReadingRuling> shown =
                all.stream().skip(page.offset()).limit(page.size()).toList();
        return new Page<>(shown, all.size());
    }

    /**
     * Rules against the calculation what became of the readings that a finding is about; whatever recomputes them keeps
     * to it.
     *
     * @param until where the finding stands
     * @param reason kept on record
     * @throws NotFoundException when there is no such finding, or no longer
     * @throws InvalidInputException when the finding is not open to this, or about more readings than can be ruled of
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void overrule(String deviceId, Finding.Kind kind, Instant until, Ruling ruling, String reason) {
        if (ruling == null) {
            throw new InvalidInputException("ruling", Rule.REQUIRED);
        }
        requireReason(reason);
        requireMeter(deviceId);
        Meter meter = meters.lock(Set.of(deviceId)).get(deviceId);
        Finding finding = storedFindings
                .find(meter.id(), until, kind)
                .orElseThrow(() -> new NotFoundException("Finding", kind + " at " + until));
        if (!kind.openTo().contains(ruling)) {
            throw new InvalidInputException("ruling", Rule.NOT_ONE_OF, kind.openTo());
        }
        Set<Instant> readings = readingsOf(meter, finding, ruling);
        List<MeterRuling> rulings = without(meter, readings);
        if (rulings.size() + readings.size() > MOST_RULINGS) {
            throw new InvalidInputException("ruling", Rule.TOO_LARGE, MOST_RULINGS + " rulings of one device");
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        readings.forEach(at -> rulings.add(new MeterRuling(at, ruling, reason.strip(), caller.username(), now)));
        rule(meter, rulings, readings);
        auditLog.record(
                AuditAction.FINDING_OVERRULED,
                deviceId,
                kind + " at " + until + " is " + ruling + ": " + reason.strip());
    }

    /** A step is ruled of by the reading at its end, what lies apart by its first reading, nonsense by each. */
    private Set<Instant> readingsOf(Meter meter, Finding finding, Ruling ruling) {
        boolean isApart = finding.kind() == Finding.Kind.GLITCH || finding.kind() == Finding.Kind.PENDING;
        if (!isApart) {
            return Set.of(finding.until());
        }
        TreeMap<Instant, BigDecimal> values = new TreeMap<>(storedReadings.values(
                meter.id(), finding.from(), finding.until().plusMillis(1)));
        if (ruling == Ruling.WRONG) {
            return values.navigableKeySet();
        }
        // Zero is no evidence of anything that a meter counted.
        return values.entrySet().stream()
                .filter(each -> ruling == Ruling.SWAP || each.getValue().signum() > 0)
                .findFirst()
                .map(each -> Set.of(each.getKey()))
                .orElseThrow(() -> new InvalidInputException("ruling", Rule.NOT_ONE_OF, Ruling.SWAP));
    }

    /**
     * Takes a ruling back: the calculation decides about the reading again.
     *
     * @param timestamp the reading's
     * @throws NotFoundException when nothing is ruled of that reading
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void withdrawRuling(String deviceId, Instant timestamp) {
        requireMeter(deviceId);
        Meter meter = meters.lock(Set.of(deviceId)).get(deviceId);
        List<MeterRuling> rulings = without(meter, Set.of(timestamp));
        if (rulings.size() == meter.rulings().size()) {
            throw new NotFoundException("Ruling", timestamp.toString());
        }
        rule(meter, rulings, Set.of(timestamp));
        auditLog.record(AuditAction.RULING_WITHDRAWN, deviceId, "at " + timestamp);
    }

    private static List<MeterRuling> without(Meter meter, Set<Instant> readings) {
        return meter.rulings().stream()
                .filter(each -> !readings.contains(each.at()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void rule(Meter meter, List<MeterRuling> rulings, Set<Instant> readings) {
        DatedSettings former = meter.settings();
        meter.rule(rulings);
        totals.ruled(meter, former, readings);
    }

    /**
     * Lets the readings count; answers how many there were.
     *
     * @throws InvalidInputException when one is beyond any number that can be stored
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
        Map<String, NavigableMap<Instant, BigDecimal>> byDevice = new TreeMap<>();
        for (Quarantine.Waiting each : waiting) {
            if (each.reason() == Plausibility.Reason.ABSURD_MAGNITUDE) {
                throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + LARGEST_VALUE_DIGITS);
            }
            BigDecimal value = Plausibility.stored(new BigDecimal(each.value()));
            requireMeasure(locked.get(each.deviceId()), each.takenAt(), value);
            byDevice.computeIfAbsent(each.deviceId(), id -> new TreeMap<>()).put(each.takenAt(), value);
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
        waiting.forEach(each -> auditLog.record(action, each.deviceId(), each.value() + " at " + each.takenAt()));
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

    /** The first dead letters, oldest first; at most 200 of each queue. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<DeadLetter> deadLetters() {
        return deadLetterQueue.browse();
    }

    /**
     * The whole text of one of them; the list holds the beginnings.
     *
     * @throws NotFoundException when it has been sent again or discarded in the meantime
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public String deadLetterText(String id) {
        return deadLetterQueue.text(id).orElseThrow(() -> new NotFoundException("Dead letter", id));
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long deadLetterCount() {
        return deadLetterQueue.count();
    }

    /** Puts the messages back to where they were meant for; answers how many were found. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int replay(Collection<String> ids) {
        int replayed = deadLetterQueue.replay(Set.copyOf(ids));
        auditLog.record(AuditAction.DEAD_LETTER_REPLAYED, null, replayed + " messages");
        return replayed;
    }

    /**
     * Sends one of them again with another text, to where it was meant for; the letter itself goes.
     *
     * @throws NotFoundException when it has been sent again or discarded in the meantime
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void replayCorrected(String id, String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException("text", Rule.REQUIRED);
        }
        if (deadLetterQueue.replayCorrected(id, text) == 0) {
            throw new NotFoundException("Dead letter", id);
        }
        auditLog.record(
                AuditAction.DEAD_LETTER_REPLAYED,
                null,
                "corrected: " + text.substring(0, Math.min(text.length(), LONGEST_REASON)));
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public int discardDeadLetters(Collection<String> ids) {
        int discarded = deadLetterQueue.discard(Set.copyOf(ids));
        auditLog.record(AuditAction.DEAD_LETTER_DISCARDED, null, discarded + " messages");
        return discarded;
    }

    /** Meters that nobody has registered, those that sent last first. */
    public Page<UnassignedMeter> unassigned(PageRequest page) {
        return meters.unassigned(page);
    }

    /**
     * Enters a reading by hand, or corrects the one that is there.
     *
     * @param value in the meter's unit
     * @param reason kept on record
     * @throws NotFoundException when there is no such meter
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void enterReading(String deviceId, Instant takenAt, BigDecimal value, String reason) {
        if (takenAt == null) {
            throw new InvalidInputException("timestamp", Rule.REQUIRED);
        }
        if (value == null) {
            throw new InvalidInputException("value", Rule.REQUIRED);
        }
        if ((long) value.precision() - value.scale() > LARGEST_VALUE_DIGITS || value.scale() > 1000) {
            throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + LARGEST_VALUE_DIGITS);
        }
        requireReason(reason);
        requireMeter(deviceId);
        Meter meter = meters.lock(Set.of(deviceId)).get(deviceId);
        requireMeasure(meter, takenAt, value);
        totals.decide(
                meter,
                Instant.ofEpochMilli(takenAt.toEpochMilli()),
                Plausibility.stored(value),
                caller.username(),
                reason.strip());
        auditLog.record(
                AuditAction.READING_ENTERED,
                deviceId,
                value.toPlainString() + " at " + takenAt + ": " + reason.strip());
    }

    /** Whether the hours have place for what the value stands for. */
    private static void requireMeasure(Meter meter, Instant takenAt, BigDecimal value) {
        if (Plausibility.isBeyondMeasure(meter.settings().at(takenAt), value)) {
            throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + LARGEST_VALUE_DIGITS + " kWh");
        }
    }

    private static void requireReason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new InvalidInputException("reason", Rule.REQUIRED);
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new InvalidInputException("reason", Rule.TOO_LONG, LONGEST_REASON);
        }
    }

    private void requireMeter(String deviceId) {
        if (meters.find(deviceId).or(() -> meters.announced(deviceId)).isEmpty()) {
            throw new NotFoundException("Device", deviceId);
        }
    }

    /**
     * Orders a recomputation of the hours in {@code [from, to)}; it begins at once, in the background.
     *
     * @param from null for the first reading
     * @param to null for the last
     * @return its id
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public long recompute(String deviceId, Instant from, Instant to) {
        requireMeter(deviceId);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidInputException("to", Rule.MALFORMED, "it must be later than from");
        }
        long id = recomputations
                .order(deviceId, from, to, caller.username())
                .orElseThrow(() -> new NotFoundException("Readings of device", deviceId));
        auditLog.record(AuditAction.RANGE_RECOMPUTED, deviceId, from + " to " + to);
        return id;
    }

    public RecomputationView recomputation(long id) {
        return recomputations.view(id);
    }

    /** The latest recomputations, newest first. */
    public List<RecomputationView> recomputations() {
        return recomputations.latest();
    }
}
