package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.profile.Resolution;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/**
 * What sets of devices have used and produced, wherever these stand. A user sees their own, with what was measured since
 * they are theirs; operators and administrators see all. What somebody may not see is as if it were not in the set.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class DeviceSets {

    @Inject
    PlaceFigures figures;

    @Inject
    VisibleMeters meters;

    @Inject
    Caller caller;

    /** Which devices the caller sees: one query for a user, none for those who see all. */
    public Sight sight() {
        return figures.sight(caller);
    }

    /** Those of the registered devices that the caller sees, by name; a query for every thousand. */
    public List<MeterChoice> named(Collection<String> deviceIds) {
        return figures.named(caller, deviceIds);
    }

    /** Whether the caller sees such a device, also one that has just been made and is not heard of here yet. */
    public boolean isThere(String deviceId) {
        try {
            meters.get(deviceId);
            return true;
        } catch (NotFoundException none) {
            return false;
        }
    }

    /** How many of the set's devices the caller sees. */
    public int count(DeviceSet set) {
        return figures.count(caller, set);
    }

    /**
     * What the devices of a set had, each once. As in a place, what stands behind a main meter of the set is measured by
     * that, and not counted once more; the parts are those of the innermost place that holds all of them. It costs a few
     * queries, however many devices there are; more only for every thousand devices, or hundred places, that are named.
     *
     * @param name what the sum is called
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @return of nothing, where the caller sees no device of the set
     * @throws InvalidInputException when the range is empty, or there are too many devices or buckets to answer
     */
    public PlaceReport report(
            String name, DeviceSet set, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        return figures.report(caller, name, set, from, to, zone, resolution);
    }

    /**
     * What the devices of a set used in each hour of the zone's clock, a year of many devices, too.
     *
     * @param from the hour that holds it is the first
     * @param to exclusive
     * @return each hour with its energy and its quality; of the readings and limits of single devices nothing
     * @throws InvalidInputException when the range is empty, or there are too many devices or hours to answer
     */
    public List<Bucket> hours(DeviceSet set, Instant from, Instant to, ZoneId zone) {
        return figures.hours(caller, set, from, to, zone);
    }
}
