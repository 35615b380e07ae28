package energy.ems.metering.hours;

import energy.ems.metering.profile.Amount;
import java.time.Instant;

/**
 * What is plausible of what a meter has said, on its way to the stored readings.
 *
 * @param said in the meter's own unit, rounded as it is stored
 */
public record Arrival(Instant at, Amount said) {}
