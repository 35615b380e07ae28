package energy.ems.web.api.desk;

import energy.ems.metering.MeterSummary;
import java.time.Instant;

/**
 * When a device was last heard of.
 *
 * @param lastReadingAt the latest reading's own time; null before the first
 * @param lastReceivedAt when a reading last arrived, a late one or a correction too; null before the first
 * @param silentSince null while it speaks
 * @param hoursFinalBefore hours before this stay as they are, because their readings are no longer kept; null while all are
 */
public record MeterStateJson(
        String deviceId, Instant lastReadingAt, Instant lastReceivedAt, Instant silentSince, Instant hoursFinalBefore) {

    static MeterStateJson of(MeterSummary meter) {
        return new MeterStateJson(
                meter.deviceId(),
                meter.lastReadingAt(),
                meter.lastReceivedAt(),
                meter.silentSince(),
                meter.hoursFinalBefore());
    }
}
