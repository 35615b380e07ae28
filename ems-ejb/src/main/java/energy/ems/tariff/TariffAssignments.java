package energy.ems.tariff;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.Consumption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;

/** Which device has which tariff since when. Whoever may see a device may read it; administrators change it. */
@Stateless
public class TariffAssignments {

    @Inject
    StoredAssignments assignments;

    @Inject
    AssignmentRules rules;

    @Inject
    Consumption consumption;

    @Inject
    AuditLog auditLog;

    /**
     * Ascending by their days.
     *
     * @throws NotFoundException when there is no such device for the caller
     */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<TariffAssignment> of(String deviceId) {
        consumption.meter(deviceId);
        return assignments.of(deviceId);
    }

    /**
     * Gives a device a tariff from a day on, until the next one; one of the same day is replaced.
     *
     * @param tariffId null for none of its own from then on: what its place has counts
     * @throws NotFoundException when there is no such device
     * @throws InvalidInputException when there is no such tariff
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void assign(String deviceId, LocalDate from, Long tariffId) {
        consumption.meter(deviceId);
        String name = rules.checked(from, tariffId);
        assignments.put(deviceId, from, tariffId);
        auditLog.record(AuditAction.TARIFF_ASSIGNED, deviceId, name + " from " + from);
    }

    /** @throws NotFoundException when there is no such device, or nothing of that day */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void withdraw(String deviceId, LocalDate from) {
        consumption.meter(deviceId);
        if (!assignments.remove(deviceId, from)) {
            throw new NotFoundException("Assignment", from);
        }
        auditLog.record(AuditAction.TARIFF_ASSIGNED, deviceId, "no change any more on " + from);
    }
}
