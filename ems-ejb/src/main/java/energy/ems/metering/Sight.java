package energy.ems.metering;

import java.util.Map;

/**
 * Which devices somebody sees: all there are, or some.
 *
 * @param all whether there is nothing that they do not see; then the others are empty
 * @param devices that they see: the name of each, by its id
 * @param places in which these stand, and those around them: how many stand in each and below it, by its path
 */
public record Sight(boolean all, Map<String, String> devices, Map<String, Long> places) {

    public static final Sight OF_ALL = new Sight(true, Map.of(), Map.of());

    public Sight {
        devices = Map.copyOf(devices);
        places = Map.copyOf(places);
    }

    public boolean sees(String deviceId) {
        return all || devices.containsKey(deviceId);
    }

    /** Whether a device that they see stands in a place, or below it. */
    public boolean seesSomeIn(String place) {
        return all || places.containsKey(place);
    }
}
