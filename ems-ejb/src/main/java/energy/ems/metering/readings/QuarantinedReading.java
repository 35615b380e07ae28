package energy.ems.metering.readings;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A reading that is not believed and waits for a person's decision.
 *
 * @param value as it was sent, in the meter's unit; text, because it may be beyond any number that can be calculated with
 * @param interval the length that the meter has stated of its interval; null for the device's
 * @param valueBefore what is stored before it, in the meter's unit; null for nothing
 * @param valueAfter what is stored after it
 */
public record QuarantinedReading(
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

    QuarantinedReading beside(StoredReadings.Around stored) {
        return new QuarantinedReading(
                id,
                deviceId,
                deviceName,
                takenAt,
                value,
                interval,
                reason,
                receivedAt,
                plain(stored.before().lastEntry()),
                plain(stored.after().firstEntry()));
    }

    private static BigDecimal plain(Map.Entry<Instant, Amount> reading) {
        return reading == null ? null : Plausibility.plain(reading.getValue().value());
    }
}
