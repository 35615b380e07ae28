package energy.ems.tariff;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.Places;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;

/**
 * Which place has which tariff since when. It counts for all devices in it and below it that have none of their own, the
 * nearest place first. Operators read it, administrators change it.
 */
@Stateless
public class PlaceTariffs {

    @Inject
    StoredAssignments assignments;

    @Inject
    AssignmentRules rules;

    @Inject
    Places places;

    @Inject
    AuditLog auditLog;

    /** By path and day. */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<PlaceTariff> all() {
        return assignments.ofPlaces();
    }

    /**
     * Gives a place a tariff from a day on, until the next one; one of the same day is replaced.
     *
     * @param tariffId null for none of its own from then on
     * @throws InvalidInputException when no device stands in such a place, or there is no such tariff
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void assign(String place, LocalDate from, Long tariffId) {
        String path = DevicePlace.normalized(place);
        if (path == null) {
            throw new InvalidInputException("place", Rule.REQUIRED);
        }
        if (!places.isThere(path)) {
            throw new InvalidInputException("place", Rule.UNKNOWN);
        }
        String name = rules.checked(from, tariffId);
        assignments.putForPlace(path, from, tariffId);
        auditLog.record(AuditAction.TARIFF_ASSIGNED, path, name + " from " + from);
    }

    /** @throws NotFoundException when nothing was said of that place for that day */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void withdraw(String place, LocalDate from) {
        String path = DevicePlace.normalized(place);
        if (path == null || !assignments.removeFromPlace(path, from)) {
            throw new NotFoundException("Assignment", from);
        }
        auditLog.record(AuditAction.TARIFF_ASSIGNED, path, "no change any more on " + from);
    }
}
