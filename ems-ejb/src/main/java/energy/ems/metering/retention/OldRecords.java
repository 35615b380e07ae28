package energy.ems.metering.retention;

import energy.ems.metering.hours.StoredHours;
import energy.ems.metering.readings.Quarantine;
import energy.ems.metering.readings.ReadingRevisions;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;

/** Removes what is on record of readings and hours that were changed, and of doubts that were decided; some at once. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OldRecords {

    private static final int SOME = 1_000;

    @Inject
    ReadingRevisions readingRevisions;

    @Inject
    StoredHours hours;

    @Inject
    Quarantine quarantine;

    /**
     * A stretch of a table that was looked at.
     *
     * @param last the last id in it
     * @param removed how many of it have gone
     * @param more whether older ones may follow
     */
    public record Looked(long last, int removed, boolean more) {}

    /**
     * Removes revisions of readings, but for what a person has decided of a reading that may still change: only persons
     * change that, which nobody would know without the record.
     *
     * @param before when they were written
     * @param after the ids that are looked at are greater than this
     */
    public Looked removeReadingRevisions(Instant before, long after) {
        ReadingRevisions.Old old = readingRevisions.removeOld(before, after, SOME);
        return new Looked(old.last(), old.removed(), old.more());
    }

    /** @return how many; none when no older ones are left */
    public int removeHourRevisions(Instant before) {
        return hours.removeRevisions(before, SOME);
    }

    /** @return how many decided readings; none when no older ones are left */
    public int removeQuarantined(Instant before) {
        return quarantine.removeDecided(before, SOME);
    }
}
