package energy.ems.device;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A device as it is stored.
 *
 * @param device what it is
 * @param version to be given back with a change, so that nobody overwrites what they have not seen
 */
public record DeviceView(DeviceDraft device, long version, Instant createdAt, Instant updatedAt) {

    public String id() {
        return device.id();
    }

    public String name() {
        return device.name();
    }

    public String owner() {
        return device.owner();
    }

    public BigDecimal maxHourlyKwh() {
        return device.maxHourlyKwh();
    }

    public ReadingSettings settings() {
        return device.settings();
    }
}
