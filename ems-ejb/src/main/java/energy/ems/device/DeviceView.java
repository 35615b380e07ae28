package energy.ems.device;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A device as it is stored.
 *
 * @param version to be given back with a change, so that nobody overwrites what they have not seen
 */
public record DeviceView(
        String id,
        String name,
        String description,
        String address,
        String owner,
        BigDecimal maxHourlyKwh,
        ReadingMode readingMode,
        IntervalStamp intervalStamp,
        EnergyUnit unit,
        BigDecimal registerCapacity,
        Duration expectedInterval,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
