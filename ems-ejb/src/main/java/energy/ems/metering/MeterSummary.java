package energy.ems.metering;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.profile.Direction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A meter as lists show it.
 *
 * @param limitKwh the present limit for an hour, or null
 * @param direction which way its energy flows now
 * @param lastReadingAt the latest reading's own time, or null
 * @param measuredUntil up to when its readings say something, or null
 * @param lastReceivedAt when it was last heard of, or null
 * @param silentSince null while it speaks
 * @param hoursFinalBefore hours before this stay as they are, because their readings are no longer kept; null while all are
 * @param place the path of the place in which it stands now; null for none
 */
public record MeterSummary(
        String deviceId,
        String name,
        String owner,
        BigDecimal limitKwh,
        Duration expectedInterval,
        Direction direction,
        MeterState state,
        Instant firstSeenAt,
        Instant lastReadingAt,
        Instant measuredUntil,
        Instant lastReceivedAt,
        Instant silentSince,
        Instant hoursFinalBefore,
        String place) {

    static MeterSummary of(Meter meter) {
        return new MeterSummary(
                meter.deviceId(),
                meter.name(),
                meter.owner(),
                meter.maxHourlyKwh(),
                meter.expectedInterval(),
                meter.direction(),
                meter.state(),
                meter.firstSeenAt(),
                meter.lastReadingAt(),
                meter.measuredUntil(),
                meter.lastReceivedAt(),
                meter.silentSince(),
                meter.isAllOpen() ? null : meter.hoursOpenFrom(),
                meter.place().path());
    }
}
