package energy.ems.web.api.desk;

import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.readings.QuarantinedReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A reading that is not believed and waits for a decision.
 *
 * @param value as it was sent, in the device's unit
 * @param valueBefore what is stored before it, in the device's unit; null for nothing
 * @param valueAfter what is stored after it
 */
public record QuarantinedReadingJson(
        long id,
        String deviceId,
        String deviceName,
        Instant takenAt,
        String value,
        Duration interval,
        Plausibility.Reason reason,
        Instant receivedAt,
        BigDecimal valueBefore,
        BigDecimal valueAfter) {

    static QuarantinedReadingJson of(QuarantinedReading reading) {
        return new QuarantinedReadingJson(
                reading.id(),
                reading.deviceId(),
                reading.deviceName(),
                reading.takenAt(),
                reading.value(),
                reading.interval(),
                reading.reason(),
                reading.receivedAt(),
                reading.valueBefore(),
                reading.valueAfter());
    }
}
