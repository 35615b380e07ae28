package energy.ems.metering.meter;

import java.time.Instant;

/**
 * CDI event: the device of this meter is not registered any more. Fired inside the transaction that has learnt it, under
 * the meter's lock.
 */
public record MeterDeleted(Meter meter, Instant now) {}
