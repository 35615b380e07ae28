package energy.ems.metering.backfill;

import energy.ems.metering.backfill.file.Layout;
import java.time.Instant;

/**
 * An import of readings, and how far it has come.
 *
 * @param layout how the file is read; what is not known yet is null in it
 * @param percent 0 to 100, of storing or of undoing
 * @param added readings of instants that had none
 * @param corrected readings that took the place of another value
 * @param unchanged readings that were known already, or that a person's decision keeps out
 * @param quarantined readings that are not believed and wait for a decision
 * @param leftOut lines with a problem
 * @param kept readings that stay when it is undone, because something else has taken their place since or they are older than
 *     the readings that are kept; those of the latter are counted as they become so
 * @param from the first reading; null before any is stored
 * @param to the last
 * @param error what went wrong, or null
 */
public record BackfillView(
        long id,
        String deviceId,
        String fileName,
        State state,
        Layout layout,
        int percent,
        int added,
        int corrected,
        int unchanged,
        int quarantined,
        int leftOut,
        int kept,
        Instant from,
        Instant to,
        Instant requestedAt,
        String requestedBy,
        Instant finishedAt,
        String undoneBy,
        String error) {

    /** What becomes of an import. */
    public enum State {
        /** The file is there; a person looks at what was recognised. Forgotten after a day. */
        PREVIEW,
        /** It is confirmed and its readings are being stored. */
        RUNNING,
        DONE,
        /** It was given up; what it has stored stays until it is undone. */
        FAILED,
        UNDOING,
        UNDONE
    }

    /** Whether somebody works at it. */
    public boolean isUnderWay() {
        return state == State.RUNNING || state == State.UNDOING;
    }

    public boolean isUndoable() {
        return state == State.DONE || state == State.FAILED || state == State.RUNNING;
    }
}
