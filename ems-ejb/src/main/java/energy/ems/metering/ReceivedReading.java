package energy.ems.metering;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A reading as it is stored.
 *
 * @param timestamp the meter's own time
 * @param value in the device's own unit, as received
 * @param receivedAt when it came, or when a person entered it
 */
public record ReceivedReading(Instant timestamp, BigDecimal value, Instant receivedAt) {}
