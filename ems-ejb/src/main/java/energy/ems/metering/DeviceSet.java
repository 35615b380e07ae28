package energy.ems.metering;

import energy.ems.deviceevents.DevicePlace;
import java.util.List;
import java.util.Set;

/**
 * Some devices: those that are named, and those that stand in some places and below them. A device that is named and
 * stands there, too, is in it once.
 *
 * @param deviceIds none of them need exist
 * @param places their paths; none of them need exist
 */
public record DeviceSet(Set<String> deviceIds, Set<String> places) {

    public DeviceSet {
        deviceIds = Set.copyOf(deviceIds);
        places = Set.copyOf(places);
    }

    /** The places that lie in none of the others. */
    List<String> outermostPlaces() {
        return places.stream().filter(place -> !liesInAnother(place)).sorted().toList();
    }

    private boolean liesInAnother(String place) {
        for (int end = place.lastIndexOf(DevicePlace.SEPARATOR);
                end > 0;
                end = place.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
            if (places.contains(place.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
