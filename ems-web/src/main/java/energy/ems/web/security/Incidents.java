package energy.ems.web.security;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.NetworkAddress;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Notes in the audit log whom the {@link Gate} has turned away. Thread-safe. */
@ApplicationScoped
class Incidents {

    private static final Logger LOG = System.getLogger(Incidents.class.getName());
    private static final String STRANGER = "?";

    @Inject
    private AuditLog auditLog;

    @Inject
    private Proxies proxies;

    /** @param reason why, for people */
    void refused(HttpServletRequest request, String reason) {
        Optional<String> user = Visitor.of(request).map(Visitor::username);
        String address = proxies.clientAddress(request);
        try {
            auditLog.recordRepeatedRefusal(
                    user.orElse(STRANGER),
                    AuditAction.ACCESS_REFUSED,
                    request.getMethod() + " " + Paths.of(request),
                    reason,
                    address,
                    user.orElseGet(() -> NetworkAddress.siteOf(address)) + " " + reason);
        } catch (EJBException databaseAway) {
            // The refusal stands all the same.
            LOG.log(Level.WARNING, "cannot note that " + user.orElse("a stranger") + " was refused", databaseAway);
        }
    }
}
