package energy.ems.metering.hours;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A plausible value on its way to the stored readings.
 *
 * @param value in the meter's own unit, rounded as it is stored
 */
public record Arrival(Instant at, BigDecimal value) {}
