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
import energy.ems.metering.intake.DeadLetter;
import energy.ems.metering.intake.DeadLetterQueue;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.recomputation.RecomputationView;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The operator's desk: what the system could not understand, what nobody has registered, what has to be entered or
 * computed anew. Operators look, administrators act.
 */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class OperatorDesk {

    @Inject
    Meters meters;

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
                "corrected: " + text.substring(0, Math.min(text.length(), Decisions.LONGEST_REASON)));
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
     * @param interval the length of the interval that the value stands for, in ISO-8601; null for what the reading that
     *     is there states, and else for the device's
     * @param reason kept on record
     * @throws NotFoundException when there is no such meter
     * @throws energy.ems.boundary.ConflictException when the readings of that time are no longer kept
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void enterReading(String deviceId, Instant takenAt, BigDecimal value, String interval, String reason) {
        if (takenAt == null) {
            throw new InvalidInputException("timestamp", Rule.REQUIRED);
        }
        if (value == null) {
            throw new InvalidInputException("value", Rule.REQUIRED);
        }
        if ((long) value.precision() - value.scale() > Decisions.LARGEST_VALUE_DIGITS || value.scale() > 1000) {
            throw new InvalidInputException("value", Rule.TOO_LARGE, "1E" + Decisions.LARGEST_VALUE_DIGITS);
        }
        Duration stated = interval == null ? null : Decisions.requireInterval(interval);
        Decisions.requireReason(reason);
        Decisions.requireMeter(meters, deviceId);
        Meter meter = meters.lock(Set.of(deviceId)).get(deviceId);
        Decisions.requireOpen(meter, takenAt);
        Decisions.requireMeasure(meter, takenAt, value);
        Instant at = Instant.ofEpochMilli(takenAt.toEpochMilli());
        Amount known = totals.stored(meter, at);
        Amount said = new Amount(value, stated != null || known == null ? stated : known.interval());
        totals.decide(meter, at, Plausibility.stored(said), caller.username(), reason.strip());
        auditLog.record(AuditAction.READING_ENTERED, deviceId, said.text() + " at " + takenAt + ": " + reason.strip());
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
        Decisions.requireMeter(meters, deviceId);
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
