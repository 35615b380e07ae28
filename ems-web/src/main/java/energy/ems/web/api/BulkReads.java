package energy.ems.web.api;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;

/** Notes in the audit log who takes many of a device's figures away, as the portal does with its exports. */
@ApplicationScoped
public class BulkReads {

    /** More than a page shows: a day of readings each minute, or two months of hours. */
    private static final int MANY = 1440;

    @Inject
    private AuditLog auditLog;

    public void note(String deviceId, String what, int figures, Span span) {
        if (figures > MANY) {
            auditLog.record(
                    AuditAction.DATA_EXPORTED,
                    deviceId,
                    figures + " " + what + " by REST, " + span.from() + " to " + span.to());
        }
    }

    /** A file is taken away whatever its size. */
    public void noteFile(String deviceId, String what, Span span) {
        auditLog.record(AuditAction.DATA_EXPORTED, deviceId, what + " by REST, " + span.from() + " to " + span.to());
    }

    /** The same of days. */
    public void noteFile(String deviceId, String what, LocalDate from, LocalDate to) {
        auditLog.record(AuditAction.DATA_EXPORTED, deviceId, what + " by REST, " + from + " to " + to);
    }
}
