package energy.ems.audit;

import energy.ems.boundary.PageRequest;
import java.time.Instant;

/**
 * Which entries are wanted; null is any. Always newest first.
 *
 * @param text a part of subject or detail
 * @param from inclusive
 * @param to exclusive
 */
public record AuditQuery(
        String actor, AuditAction action, String subject, String text, Instant from, Instant to, PageRequest page) {

    public static AuditQuery all(PageRequest page) {
        return new AuditQuery(null, null, null, null, null, null, page);
    }
}
