package energy.ems.device;

import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.Collection;
import java.util.Optional;

/** Compares device management with monitoring, and repairs monitoring by sending device events again. */
@Stateless
public class Reconciliation {

    /** The latest comparison, by schedule or on demand; empty before the first one. */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Optional<ReconciliationReport> latest() {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public ReconciliationReport compare() {
        throw new UnsupportedOperationException();
    }

    /** Sends the present state of these devices again; answers how many there were. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int resend(Collection<String> deviceIds) {
        throw new UnsupportedOperationException();
    }

    /** Compares and sends every drifted device again; answers how many there were. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int resendDrifted() {
        throw new UnsupportedOperationException();
    }
}
