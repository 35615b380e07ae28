package energy.ems.metering;

import energy.ems.metering.profile.EnergyUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A reading as it is stored.
 *
 * @param timestamp the meter's own time
 * @param value in the unit in which the device sent at that time, as received
 * @param interval the length that the meter has stated of its interval; null for the device's, and of a register
 * @param unit that unit
 * @param receivedAt when it came, or when a person entered it
 */
public record ReceivedReading(
        Instant timestamp, BigDecimal value, Duration interval, EnergyUnit unit, Instant receivedAt) {}
