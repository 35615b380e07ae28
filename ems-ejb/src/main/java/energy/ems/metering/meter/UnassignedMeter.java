package energy.ems.metering.meter;

import java.time.Instant;

/** A meter that sends readings although no device of its id is registered, or not any more. */
public record UnassignedMeter(String deviceId, long readings, Instant firstReading, Instant lastReading) {}
