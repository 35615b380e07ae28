package energy.ems.device;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DeviceBounds;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.PlaceRenamed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The places of devices, which follow from the devices' paths: a place is there as long as a device stands in it. */
@Stateless
public class DevicePlaces {

    private static final int PART = 200;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    PlaceRenaming renaming;

    @Inject
    DeviceManagement management;

    @Inject
    Event<PlaceRenamed> renamings;

    @Inject
    AuditLog auditLog;

    /**
     * The places whose path holds what was typed, with those around them, by path.
     *
     * @param typed in any case; blank for all
     * @param most how many at most
     */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<String> suggest(String typed, int most) {
        String part = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        TreeSet<String> places = new TreeSet<>();
        for (Object each : entityManager
                .createNativeQuery("SELECT DISTINCT place FROM device WHERE place IS NOT NULL ORDER BY place")
                .getResultList()) {
            String path = (String) each;
            for (int end = path.length(); end > 0; end = path.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
                String place = path.substring(0, end);
                if (place.toLowerCase(Locale.ROOT).contains(part)) {
                    places.add(place);
                }
            }
        }
        return places.stream().limit(most).toList();
    }

    /**
     * How many devices a renaming would give another path; changes nothing.
     *
     * @throws energy.ems.boundary.InvalidInputException when the new path is none, or one of the paths below it would
     *     become too long
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int preview(String place, String newPlace) {
        checked(place, newPlace);
        return renaming.devices(DevicePlace.normalized(place)).size();
    }

    /**
     * Gives all devices at or below a place their new path, one event each. A place of the new name may be there: then
     * the two are one. It goes on in parts, each whole; what was interrupted is finished by asking again.
     *
     * @return how many devices have another path now
     * @throws energy.ems.boundary.InvalidInputException as {@link #preview}
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int rename(String place, String newPlace) {
        management.requireHere();
        checked(place, newPlace);
        String from = DevicePlace.normalized(place);
        String to = DevicePlace.normalized(newPlace);
        // BEWARE: asked for once, because what a place is moved below itself would be found there again and again.
        List<String> ids = renaming.devices(from);
        int renamed = 0;
        for (int start = 0; start < ids.size(); start += PART) {
            renamed += renaming.rename(ids.subList(start, Math.min(ids.size(), start + PART)), from, to);
        }
        if (renamed > 0) {
            auditLog.record(AuditAction.PLACE_RENAMED, null, from + " → " + to + ", " + renamed + " devices");
            renamings.fire(new PlaceRenamed(from, to));
        }
        return renamed;
    }

    private void checked(String place, String newPlace) {
        InputCheck check = new InputCheck();
        String from = DevicePlace.normalized(place);
        String to = DevicePlace.normalized(newPlace);
        check.require(from != null, "place", Rule.REQUIRED);
        check.require(to != null, "new_place", Rule.REQUIRED);
        check.finish();
        check.require(DevicePlace.isPath(to), "new_place", Rule.NOT_A_PATH);
        check.require(!DeviceBounds.hasUnwelcomeCharacters(to, false), "new_place", Rule.CONTROL_CHARACTERS);
        check.require(!to.equals(from), "new_place", Rule.SAME);
        int longest = Math.max(to.length(), renaming.longestPath(from) - from.length() + to.length());
        check.require(longest <= DevicePlace.LONGEST, "new_place", Rule.TOO_LONG, DevicePlace.LONGEST);
        check.finish();
    }
}
