package energy.ems.audit;

import java.time.Instant;

/**
 * One line of the log.
 *
 * @param actor user name, or {@code system}
 * @param subject whom or what it was done to, for instance a device's id; may be null
 * @param detail for people; never a secret
 * @param address the client's network address, or null
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        AuditAction action,
        String subject,
        String detail,
        String address,
        Outcome outcome) {

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        REFUSED
    }
}
