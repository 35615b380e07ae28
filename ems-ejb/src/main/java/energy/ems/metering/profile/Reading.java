package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One reading of one meter: an interval's energy or the state of the register, as the meter's {@link ReadingMode} says.
 *
 * @param at the measurement's own time, never the time of arrival
 * @param kwh in kWh, converted at the door
 * @param stated the length of the interval where the meter has stated it; null for the device's, and of a register
 */
public record Reading(Instant at, BigDecimal kwh, Duration stated) {

    public Reading {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kwh, "kwh");
    }

    /** Of an interval as long as the device's, or of a register. */
    public Reading(Instant at, BigDecimal kwh) {
        this(at, kwh, null);
    }
}
