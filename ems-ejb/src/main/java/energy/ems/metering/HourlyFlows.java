package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The hours of a meter with the way that their energy has flowed, for who computes with them. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class HourlyFlows {

    @Inject
    FlowFigures figures;

    @Inject
    Caller caller;

    /**
     * An hour of a zone's clock.
     *
     * @param end exclusive
     * @param energyKwh exact; null when nothing is known
     * @param direction the one that the device had at its beginning
     */
    public record Flow(Instant start, Instant end, BigDecimal energyKwh, Quality quality, Direction direction) {}

    /**
     * Every hour of the range that the caller may see, known or not, in their order; hours that a user's device belonged
     * to somebody else are left out.
     *
     * @param from the hour that holds it is the first
     * @param to exclusive
     * @param zone by whose clock hours are cut
     * @throws NotFoundException when there is no such device for the caller
     * @throws InvalidInputException when the range is empty or has more than three years of hours
     */
    public List<Flow> of(String deviceId, Instant from, Instant to, ZoneId zone) {
        return figures.of(caller, deviceId, from, to, zone);
    }

    /**
     * Since when the caller may see the device's hours.
     *
     * @throws NotFoundException when there is no such device for the caller
     */
    public Instant visibleSince(String deviceId) {
        return figures.visibleSince(caller, deviceId);
    }
}
