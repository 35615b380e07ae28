package energy.ems.metering;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterRuling;
import energy.ems.metering.profile.Ruling;
import java.time.Instant;

/**
 * What a person has ruled of a device's reading, and why.
 *
 * @param timestamp the reading's
 */
public record ReadingRuling(
        String deviceId,
        String deviceName,
        Instant timestamp,
        Ruling ruling,
        String reason,
        String ruledBy,
        Instant ruledAt) {

    static ReadingRuling of(Meter meter, MeterRuling ruling) {
        return new ReadingRuling(
                meter.deviceId(),
                meter.name(),
                ruling.at(),
                ruling.ruling(),
                ruling.reason(),
                ruling.by(),
                ruling.ruledAt());
    }
}
