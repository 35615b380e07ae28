package energy.ems.audit;

import energy.ems.paging.Page;
import energy.ems.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** The door to the audit log. */
@Stateless
public class AuditLog {

    /** Notes what the caller does; part of the current transaction, so that it stands exactly when the act does. */
    @PermitAll
    public void record(AuditAction action, String subject, String detail) {
        throw new UnsupportedOperationException();
    }

    /** Notes what was refused, in a transaction of its own; the caller need not be known yet. */
    @PermitAll
    public void recordRefusal(String actor, AuditAction action, String subject, String detail) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Page<AuditEntry> find(AuditQuery query) {
        throw new UnsupportedOperationException();
    }
}
