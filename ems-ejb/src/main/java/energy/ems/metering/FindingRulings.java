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
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterRuling;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.LoadProfile;
import energy.ems.metering.profile.Ruling;
import energy.ems.metering.readings.StoredReadings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the calculation noticed about the readings, and what people ruled against it. Operators look, administrators act.
 */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class FindingRulings {

    /** They are read with the meter whenever it is heard of. */
    private static final int MOST_RULINGS = 200;

    @Inject
    Meters meters;

    @Inject
    StoredFindings storedFindings;

    @Inject
    StoredReadings storedReadings;

    @Inject
    HourlyTotals totals;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

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
     * @throws energy.ems.boundary.ConflictException when its readings are no longer kept
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void overrule(String deviceId, Finding.Kind kind, Instant until, Ruling ruling, String reason) {
        if (ruling == null) {
            throw new InvalidInputException("ruling", Rule.REQUIRED);
        }
        Decisions.requireReason(reason);
        Decisions.requireMeter(meters, deviceId);
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

    /** A reading out of its place is ruled of by itself, a step by the reading at its end, what lies apart by its first reading, nonsense by each. */
    private Set<Instant> readingsOf(Meter meter, Finding finding, Ruling ruling) {
        if (finding.kind() == Finding.Kind.CLOCK) {
            Decisions.requireOpen(meter, finding.until());
            return LoadProfile.readingsOutOfPlace(meter.settings(), storedReadings.source(meter), finding.until());
        }
        boolean isApart = finding.kind() == Finding.Kind.GLITCH || finding.kind() == Finding.Kind.PENDING;
        Decisions.requireOpen(meter, isApart ? finding.from() : finding.until());
        if (!isApart) {
            return Set.of(finding.until());
        }
        TreeMap<Instant, Amount> values = new TreeMap<>(storedReadings.values(
                meter.id(), finding.from(), finding.until().plusMillis(1)));
        if (ruling == Ruling.WRONG) {
            return values.navigableKeySet();
        }
        // Zero is no evidence of anything that a meter counted.
        return values.entrySet().stream()
                .filter(each -> ruling == Ruling.SWAP || each.getValue().value().signum() > 0)
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
        Decisions.requireMeter(meters, deviceId);
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
        readings.forEach(at -> Decisions.requireOpen(meter, at));
        DatedSettings former = meter.settings();
        meter.rule(rulings);
        totals.ruled(meter, former, readings);
    }
}
