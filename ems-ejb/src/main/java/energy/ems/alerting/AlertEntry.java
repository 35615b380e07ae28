package energy.ems.alerting;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One line of an alert's history: what the system did, or a person.
 *
 * @param by who did it; null where the system did
 * @param byGone whether that account was deleted since, so that a present one of that name is somebody else
 * @param about the user whom it is about; null where it is about none
 * @param text what was said; null where nothing was
 * @param energyKwh of the hour as it stood then; null where energy is not the matter, and of what people did
 * @param limitKwh in force then; null where no limit is the matter, and of what people did
 * @param reason why the system did it; null of what people did
 */
public record AlertEntry(
        Instant at,
        Act act,
        String by,
        boolean byGone,
        String about,
        String text,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        AlertReason reason) {

    public enum Act {
        RAISED,
        REVISED,
        CLEARED,
        ACKNOWLEDGED,
        TAKEN_BACK,
        COMMENTED,
        ASSIGNED,
        UNASSIGNED,
        /** Whom it was assigned to has no account any more. */
        ASSIGNEE_GONE
    }
}
