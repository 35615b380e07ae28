package energy.ems.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a meter says: the energy or mean power of an interval, or its register at an instant.
 *
 * @param value in the meter's unit
 * @param stated the length of the interval where the message states it; null where it does not
 */
record Measurement(String deviceId, Instant timestamp, BigDecimal value, Duration stated) {

    /** The message for these measurements: one is an object, several are an array. */
    static byte[] json(List<Measurement> measurements) {
        StringBuilder text = new StringBuilder(measurements.size() * 96 + 2);
        if (measurements.size() == 1) {
            measurements.get(0).append(text);
        } else {
            char separator = '[';
            for (Measurement measurement : measurements) {
                measurement.append(text.append(separator));
                separator = ',';
            }
            text.append(']');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder text) {
        // A device id has no character that JSON would escape: DeviceIds sees to it.
        text.append("{\"timestamp\":")
                .append(timestamp.toEpochMilli())
                .append(",\"device_id\":\"")
                .append(deviceId)
                .append("\",\"measurement_value\":")
                .append(value.toPlainString());
        if (stated != null) {
            text.append(",\"interval\":\"").append(stated).append('"');
        }
        text.append('}');
    }
}
