package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.Roles;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Resolution;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What several devices that somebody has chosen have used and produced, each by itself and all together. A user sees
 * their own, with what was measured since they are theirs; operators and administrators see all. What somebody may not
 * see is as if it had not been asked for.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class DevicesTogether {

    /** As many as can be told apart in one chart. */
    public static final int MOST = 12;

    @Inject
    PlaceFigures figures;

    @Inject
    VisibleMeters meters;

    @Inject
    Caller caller;

    /**
     * @param deviceIds each counts once, where it is named first; those after the first {@value #MOST} that are there are
     *     left out
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @return the devices as the parts of the sum, in the order in which they were asked for; empty when the caller has
     *     none of them
     * @throws InvalidInputException when the range is empty or has too many buckets
     */
    public Optional<PlaceReport> report(
            List<String> deviceIds, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        List<Meter> chosen = meters.some(caller, new LinkedHashSet<>(deviceIds)).stream()
                .limit(MOST)
                .toList();
        return chosen.isEmpty()
                ? Optional.empty()
                : Optional.of(figures.report(caller, chosen, from, to, zone, resolution));
    }
}
