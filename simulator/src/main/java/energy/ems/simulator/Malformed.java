package energy.ems.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Messages as broken meters, wrong encodings and other people's programs make them; none holds a readable measurement. */
final class Malformed {

    private static final List<String> KINDS = List.of(
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\",\"measurement_va",
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\"}",
            "{\"timestamp\":%1$d,\"measurement_value\":%3$s}",
            "{\"device_id\":\"%2$s\",\"measurement_value\":%3$s}",
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\",\"measurement_value\":NaN}",
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\",\"measurement_value\":\"NaN\"}",
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\",\"measurement_value\":\"much\"}",
            "{\"timestamp\":%1$d,\"device_id\":\"%2$s\",\"measurement_value\":null}",
            "{\"timestamp\":\"yesterday\",\"device_id\":\"%2$s\",\"measurement_value\":%3$s}",
            "{\"timestamp\":%1$d,\"device_id\":\"no such id!\",\"measurement_value\":%3$s}",
            "{\"timestamp\":%1$d,\"device_id\":\"\",\"measurement_value\":%3$s}",
            "<reading device=\"%2$s\">%3$s</reading>",
            "%1$d;%2$s;%3$s",
            "\"%2$s\"",
            "null",
            "",
            "\u0000\u0001\u0002");

    private Malformed() {}

    /** One of the kinds, by number; the measurement gives it a likely look. */
    static byte[] message(int kind, Measurement like) {
        int index = kind % (KINDS.size() + 1);
        if (index == KINDS.size()) {
            byte[] notUtf8 = "{\"timestamp\":%d,\"device_id\":\"?\",\"measurement_value\":1}"
                    .formatted(like.timestamp().toEpochMilli())
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] broken = Arrays.copyOf(notUtf8, notUtf8.length);
            for (int i = 0; i < broken.length; i++) {
                if (broken[i] == '?') {
                    broken[i] = (byte) 0xC3;
                }
            }
            return broken;
        }
        return KINDS.get(index)
                .formatted(
                        like.timestamp().toEpochMilli(),
                        like.deviceId(),
                        like.value().toPlainString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
