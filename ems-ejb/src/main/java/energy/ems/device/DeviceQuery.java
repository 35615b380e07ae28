package energy.ems.device;

import energy.ems.boundary.PageRequest;
import energy.ems.deviceevents.DevicePlace;
import java.util.Set;

/**
 * Which devices are wanted. Sortable: {@link #SORTABLE}.
 *
 * @param text a part of the name, id, owner or address, whatever its case and accents; null for all
 * @param owner exactly this owner's; null for all
 * @param unassigned only devices without an owner
 * @param place only devices that stand in this place or below it; null for all
 */
public record DeviceQuery(String text, String owner, boolean unassigned, String place, PageRequest page) {

    public DeviceQuery {
        place = DevicePlace.normalized(place);
    }

    /** Wherever they stand. */
    public DeviceQuery(String text, String owner, boolean unassigned, PageRequest page) {
        this(text, owner, unassigned, null, page);
    }

    /** The names of fields that a {@link PageRequest} may sort by. */
    public static final Set<String> SORTABLE = Set.of("name", "id", "owner", "max_hourly_kwh", "updated_at");

    public static DeviceQuery all(PageRequest page) {
        return new DeviceQuery(null, null, false, page);
    }
}
