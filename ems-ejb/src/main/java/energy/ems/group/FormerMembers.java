package energy.ems.group;

import energy.ems.boundary.AccountDeleted;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.PlaceRenamed;
import energy.ems.metering.meter.MeterDeleted;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Keeps groups to what there is: deleted devices leave them, renamed places stay, and groups go with their owner. */
@Stateless
@PermitAll
public class FormerMembers {

    @Inject
    StoredGroups groups;

    /** A device that is created again later is another one. */
    public void letGo(@Observes MeterDeleted deleted) {
        groups.letGoOfDevice(deleted.meter().deviceId());
    }

    /** A later namesake gets none of them. */
    public void letGo(@Observes AccountDeleted account) {
        groups.removeAllOf(account.username());
    }

    /** Also a place below the renamed one, and one in which no device stands at the moment. */
    public void follow(@Observes PlaceRenamed renamed) {
        for (StoredGroups.Place place : groups.places()) {
            if (DevicePlace.isAtOrBelow(place.path(), renamed.from())) {
                String path =
                        renamed.to() + place.path().substring(renamed.from().length());
                // Where no device stands, nobody has looked whether the new path has room.
                if (path.length() <= DevicePlace.LONGEST) {
                    groups.rename(place, path);
                }
            }
        }
    }
}
