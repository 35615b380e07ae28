package energy.ems.metering;

import energy.ems.metering.profile.EnergyUnit;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A reading as it is stored.
 *
 * @param timestamp the meter's own time
 * @param value in the unit in which the device sent at that time, as received
 * @param unit that unit
 * @param receivedAt when it came, or when a person entered it
 */
public record ReceivedReading(Instant timestamp, BigDecimal value, EnergyUnit unit, Instant receivedAt) {}
