package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * One reading of one meter: an interval's energy or the state of the register, as the meter's {@link ReadingMode} says.
 *
 * @param at the measurement's own time, never the time of arrival
 * @param kwh in kWh, converted at the door
 */
public record Reading(Instant at, BigDecimal kwh) {

    public Reading {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kwh, "kwh");
    }
}
