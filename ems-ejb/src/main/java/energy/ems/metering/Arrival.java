package energy.ems.metering;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A plausible value on its way into the journal.
 *
 * @param value in the meter's own unit, rounded as it is stored
 * @param redelivered whether it may have been stored before
 */
record Arrival(Instant at, BigDecimal value, boolean redelivered) {}
