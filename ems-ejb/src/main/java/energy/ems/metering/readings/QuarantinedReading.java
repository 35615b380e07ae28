package energy.ems.metering.readings;

import energy.ems.metering.profile.Plausibility;
import java.time.Instant;

/**
 * A reading that is not believed and waits for a person's decision.
 *
 * @param value as it was sent, in the meter's unit; text, because it may be beyond any number that can be calculated with
 */
public record QuarantinedReading(
        long id,
        String deviceId,
        String deviceName,
        Instant takenAt,
        String value,
        Plausibility.Reason reason,
        Instant receivedAt) {}
