package energy.ems.metering.readings;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a meter said.
 *
 * @param value in the device's own unit, as received
 */
public record Measurement(String deviceId, Instant timestamp, BigDecimal value) {

    public Measurement {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(value, "value");
    }
}
