package energy.ems.metering;

import energy.ems.paging.Page;
import energy.ems.paging.PageRequest;
import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The operator's desk: what the system could not decide alone. Operators look, administrators act. */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class MeterDesk {

    /** The readings that wait for a decision, newest first. */
    public Page<QuarantinedReading> quarantine(PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** Lets the readings count; answers how many there were. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int release(Collection<Long> ids) {
        throw new UnsupportedOperationException();
    }

    /** Decides that the readings never count. They stay on record. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int discard(Collection<Long> ids) {
        throw new UnsupportedOperationException();
    }

    /** The first dead letters of the queue, oldest first; at most 200. */
    public List<DeadLetter> deadLetters() {
        throw new UnsupportedOperationException();
    }

    public long deadLetterCount() {
        throw new UnsupportedOperationException();
    }

    /** Puts the messages back to where measurements come in; answers how many were found. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int replay(Collection<String> ids) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public int discardDeadLetters(Collection<String> ids) {
        throw new UnsupportedOperationException();
    }

    /** Meters that nobody has registered, those that sent last first. */
    public Page<UnassignedMeter> unassigned(PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /**
     * Enters a reading by hand, or corrects the one that is there.
     *
     * @param value in the meter's unit
     * @param reason kept on record
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void enterReading(String deviceId, Instant takenAt, BigDecimal value, String reason) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    public RecomputationView recomputation(long id) {
        throw new UnsupportedOperationException();
    }

    /** The latest recomputations, newest first. */
    public List<RecomputationView> recomputations() {
        throw new UnsupportedOperationException();
    }
}
