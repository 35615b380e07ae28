package energy.ems.web.portal.desk;

import energy.ems.audit.Attempts;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditSealView;
import energy.ems.audit.AuditSeals;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;

/** What was tried in vain during the last day, and what the audit log is sealed with. */
@Named
@RequestScoped
public class SecurityDesk {

    private static final Duration PERIOD = Duration.ofDays(1);

    @Inject
    private AuditLog auditLog;

    @Inject
    private AuditSeals seals;

    private Attempts attempts;

    @PostConstruct
    void look() {
        attempts = auditLog.attempts(PERIOD);
    }

    public Attempts getAttempts() {
        return attempts;
    }

    /** Wrong passwords and wrong codes. */
    public long getFailed() {
        return entries(AuditAction.LOGIN_FAILED) + entries(AuditAction.SECOND_FACTOR_FAILED);
    }

    public long getThrottled() {
        return entries(AuditAction.LOGIN_THROTTLED);
    }

    public long getTokens() {
        return entries(AuditAction.TOKEN_REFUSED);
    }

    /** All the rest, most of it what a role does not allow. */
    public long getForbidden() {
        long all =
                attempts.byAction().values().stream().mapToLong(Long::longValue).sum();
        return all - getFailed() - getThrottled() - getTokens();
    }

    private long entries(AuditAction action) {
        return attempts.byAction().getOrDefault(action, 0L);
    }

    public AuditSealView getSeal() {
        return seals.last();
    }
}
