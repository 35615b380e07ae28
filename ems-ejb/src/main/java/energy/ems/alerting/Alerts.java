package energy.ems.alerting;

import energy.ems.paging.Page;
import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** The door to the alerts. A user sees those of their own devices, operators and administrators see all. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Alerts {

    /** Newest first, unless the page asks otherwise: {@code hour_start}, {@code raised_at}, {@code kind}, {@code state}. */
    public Page<AlertView> find(AlertQuery query) {
        throw new UnsupportedOperationException();
    }

    public AlertView get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Notes that the caller has seen the alert; the first to do so stays on record. */
    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public AlertView acknowledge(long id) {
        throw new UnsupportedOperationException();
    }

    /** How many alerts that the caller may see are neither cleared nor acknowledged. */
    public long openCount() {
        throw new UnsupportedOperationException();
    }

    /** Whether a device warns before its limit is reached. */
    public boolean warnsBeforeLimit(String deviceId) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.USER, Roles.ADMINISTRATOR})
    public void warnBeforeLimit(String deviceId, boolean warn) {
        throw new UnsupportedOperationException();
    }
}
