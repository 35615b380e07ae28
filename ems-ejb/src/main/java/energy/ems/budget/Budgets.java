package energy.ems.budget;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.Places;
import energy.ems.metering.profile.Direction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

/**
 * The door to the budgets. Whoever sees a device sees its budget; its owner and administrators set it. Budgets of places
 * are of all that stands there: operators see them, administrators set them.
 */
@Stateless
public class Budgets {

    private static final String DEVICE = "DEVICE";
    private static final String PLACE = "PLACE";
    private static final BigDecimal LARGEST = new BigDecimal("1000000000");
    private static final int DECIMALS = 3;

    @Inject
    StoredBudgets stored;

    @Inject
    Consumption consumption;

    @Inject
    Places places;

    @Inject
    Caller caller;

    @Inject
    AuditLog auditLog;

    /**
     * In kWh; empty when there is none, or when it was meant for a former owner.
     *
     * @param meter as a door has shown it to the caller
     */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Optional<BigDecimal> ofDevice(MeterSummary meter, YearMonth month) {
        if (meter.direction() == Direction.PRODUCTION) {
            return Optional.empty();
        }
        return stored.inForce(DEVICE, meter.deviceId(), month)
                .filter(budget -> Objects.equals(budget.owner(), meter.owner()))
                .map(StoredBudgets.Budget::kwh);
    }

    /** In kWh; empty when there is none, and for users, who see a part of the place alone. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Optional<BigDecimal> ofPlace(String place, YearMonth month) {
        String path = DevicePlace.normalized(place);
        return path == null || !caller.seesAll()
                ? Optional.empty()
                : stored.inForce(PLACE, path, month).map(StoredBudgets.Budget::kwh);
    }

    /** Whether {@link #setOfDevice} is for the caller, and for a device that uses energy. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public boolean maySet(MeterSummary meter) {
        return meter.direction() != Direction.PRODUCTION && mayCareFor(meter);
    }

    private boolean mayCareFor(MeterSummary meter) {
        return caller.isAdministrator()
                || (meter.owner() != null && meter.owner().equals(caller.username()));
    }

    /**
     * @param from the first month for which it counts
     * @param kwh null for none from then on
     * @throws NotFoundException when there is no such device of the caller
     * @throws InvalidInputException when it is no budget, or the device produces
     */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public void setOfDevice(String deviceId, YearMonth from, BigDecimal kwh) {
        MeterSummary meter = consumption.meter(deviceId);
        if (!mayCareFor(meter)) {
            throw new NotFoundException("Device", deviceId);
        }
        if (meter.direction() == Direction.PRODUCTION) {
            throw new InvalidInputException("budget_kwh", Rule.MALFORMED, "a device that produces uses nothing");
        }
        check(kwh);
        stored.put(DEVICE, deviceId, from, meter.owner(), kwh);
        record(deviceId, from, kwh);
    }

    /**
     * @param from the first month for which it counts
     * @param kwh null for none from then on
     * @throws NotFoundException when no device stands in such a place
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void setOfPlace(String place, YearMonth from, BigDecimal kwh) {
        String path = DevicePlace.normalized(place);
        if (path == null || !places.isThere(path)) {
            throw new NotFoundException("Place", place);
        }
        check(kwh);
        stored.put(PLACE, path, from, null, kwh);
        record(path, from, kwh);
    }

    private static void check(BigDecimal kwh) {
        if (kwh == null) {
            return;
        }
        InputCheck check = new InputCheck();
        check.require(kwh.signum() > 0, "budget_kwh", Rule.NOT_POSITIVE);
        check.require(kwh.compareTo(LARGEST) <= 0, "budget_kwh", Rule.TOO_LARGE, LARGEST);
        check.require(kwh.stripTrailingZeros().scale() <= DECIMALS, "budget_kwh", Rule.TOO_PRECISE, DECIMALS);
        check.finish();
    }

    private void record(String subject, YearMonth from, BigDecimal kwh) {
        String what = kwh == null ? "none" : kwh.toPlainString() + " kWh a month";
        auditLog.record(AuditAction.BUDGET_SET, subject, what + " from " + from);
    }
}
