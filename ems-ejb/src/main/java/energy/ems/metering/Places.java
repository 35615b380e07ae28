package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.profile.Resolution;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What places have used and produced. A user's places are those of their own devices, with what was measured since they
 * are theirs; operators and administrators see all. What somebody may not see is as if it were not there.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Places {

    @Inject
    PlaceFigures figures;

    @Inject
    Caller caller;

    /** All places of the caller, those around others too, by path. */
    public List<PlaceEntry> all() {
        Map<String, Long> devices = new TreeMap<>();
        figures.own(
                        caller,
                        "SELECT m.place, COUNT(m) FROM Meter m",
                        " AND m.place IS NOT NULL GROUP BY m.place",
                        Object[].class)
                .getResultStream()
                .forEach(row -> {
                    String path = (String) row[0];
                    for (int end = path.length(); end > 0; end = path.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
                        devices.merge(path.substring(0, end), (Long) row[1], Long::sum);
                    }
                });
        List<PlaceEntry> places = new ArrayList<>();
        devices.forEach((path, count) ->
                places.add(new PlaceEntry(path, path.substring(path.lastIndexOf(DevicePlace.SEPARATOR) + 1), count)));
        return places;
    }

    /** Whether a device of the caller stands there, or below it. */
    public boolean isThere(String place) {
        String path = DevicePlace.normalized(place);
        return path != null && !figures.devices(caller, path, 1).isEmpty();
    }

    /**
     * What a place and everything below it had. It costs three queries, however many devices there are.
     *
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when no device of the caller stands in such a place
     * @throws InvalidInputException when the range is empty, or the place has too many devices or buckets to answer
     */
    public PlaceReport report(String place, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        String path = DevicePlace.normalized(place);
        if (path == null) {
            throw new NotFoundException("Place", place);
        }
        return figures.report(caller, path, from, to, zone, resolution);
    }

    /**
     * What a place and everything below it used in each hour of the zone's clock, a year of many devices, too.
     *
     * @param from the hour that holds it is the first
     * @param to exclusive
     * @return each hour with its energy and its quality; of the readings and limits of single devices nothing
     * @throws NotFoundException when no device of the caller stands in such a place
     * @throws InvalidInputException when the range is empty, or the place has too many devices or hours to answer
     */
    public List<Bucket> hours(String place, Instant from, Instant to, ZoneId zone) {
        String path = DevicePlace.normalized(place);
        if (path == null) {
            throw new NotFoundException("Place", place);
        }
        return figures.hours(caller, path, from, to, zone);
    }
}
