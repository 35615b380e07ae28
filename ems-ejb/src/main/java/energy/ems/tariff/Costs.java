package energy.ems.tariff;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.MeterSummary;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the energy of a device costs. A user is told of their own devices, and of the hours since these are theirs; the
 * days of a tariff are those of its zone. A device without a tariff of its own has that of the nearest place around it, as it
 * stands now: where it stood before is not known here.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Costs {

    @Inject
    CostFigures figures;

    @Inject
    Caller caller;

    /** Whether a tariff ever counts for it, its own or that of its place; says nothing of whether the caller may see it. */
    public boolean hasTariff(MeterSummary meter) {
        return figures.hasTariff(meter);
    }

    /**
     * The bills of some days, one for each month and tariff.
     *
     * @param to exclusive
     * @throws NotFoundException when there is no such device for the caller
     * @throws InvalidInputException when the range is empty or longer than three years
     */
    public CostStatement statement(String deviceId, LocalDate from, LocalDate to) {
        return figures.statement(caller, deviceId, from, to);
    }

    /**
     * What the hours of a zone's clock cost.
     *
     * @param from inclusive
     * @param to exclusive
     * @param zone by whose clock the hours are cut
     * @return empty when no price is in force, or prices of several currencies are
     * @throws NotFoundException when a price is in force and there is no such device for the caller
     */
    public Optional<EnergyCosts> ofHours(MeterSummary meter, Instant from, Instant to, ZoneId zone) {
        return figures.ofHours(caller, meter, from, to, zone);
    }
}
