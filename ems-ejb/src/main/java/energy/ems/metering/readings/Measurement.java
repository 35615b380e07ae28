package energy.ems.metering.readings;

import energy.ems.metering.profile.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a meter said.
 *
 * @param said in the device's own unit, as received
 */
public record Measurement(String deviceId, Instant timestamp, Amount said) {

    public Measurement {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(said, "said");
    }

    /** Of an interval as long as the device's, or of a register. */
    public Measurement(String deviceId, Instant timestamp, BigDecimal value) {
        this(deviceId, timestamp, Amount.of(value));
    }
}
