package energy.ems.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.Measurement;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class MeasurementParserTest {

    private static final String GOOD = message("1732536000000", "\"meter-1\"", "0.37");

    private static String message(String timestamp, String deviceId, String value) {
        return "{\"timestamp\": %s, \"device_id\": %s, \"measurement_value\": %s}"
                .formatted(timestamp, deviceId, value);
    }

    private static List<Measurement> parse(String message) throws MalformedMeasurementException {
        return MeasurementParser.parse(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheContractsExample() throws MalformedMeasurementException {
        assertThat(parse(GOOD))
                .containsExactly(
                        new Measurement("meter-1", Instant.ofEpochMilli(1732536000000L), new BigDecimal("0.37")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1732536000000               | 2024-11-25T12:00:00Z",
                "1.732536e12                 | 2024-11-25T12:00:00Z",
                "\"2024-11-25T12:00:00Z\"    | 2024-11-25T12:00:00Z",
                "\"2024-11-25T14:00:00+02:00\" | 2024-11-25T12:00:00Z",
                "\"2024-11-25T12:00:00.1239Z\" | 2024-11-25T12:00:00.123Z",
                "\"2024-11-25T14:00:00+0200\"  | 2024-11-25T12:00:00Z",
                "\"2024-11-25T14:00+02\"       | 2024-11-25T12:00:00Z",
                "\"2024-11-25 12:00:00Z\"      | 2024-11-25T12:00:00Z",
                "\"2024-11-25 14:00:00 +02:00\" | 2024-11-25T12:00:00Z",
                "\"2024-11-25T12:00:00,125Z\"  | 2024-11-25T12:00:00.125Z",
                "\"2024-12-31T24:00:00Z\"      | 2025-01-01T00:00:00Z",
                "-1                          | 1969-12-31T23:59:59.999Z",
            })
    void readsTimes(String timestamp, Instant expected) throws MalformedMeasurementException {
        assertThat(parse(message(timestamp, "\"m\"", "1"))).first().returns(expected, Measurement::timestamp);
    }

    @ParameterizedTest
    @CsvSource({
        "0.37, 0.37",
        "-1, -1",
        "1e3, 1e3",
        "1.83e21, 1.83e21",
        "\"12.5\", 12.5",
        "\" 12.5 \", 12.5",
        "1e999999999, 1e999999999",
        "1e-999999999, 1e-999999999",
        "0.1234567890123456789, 0.1234567890123456789"
    })
    void readsValuesAsTheyAre(String value, BigDecimal expected) throws MalformedMeasurementException {
        assertThat(parse(message("0", "\"m\"", value))).first().returns(Amount.of(expected), Measurement::said);
    }

    @ParameterizedTest
    @CsvSource({"4711, 4711", "\"A.b_c:d-9\", A.b_c:d-9", "12345678901234567890, 12345678901234567890"})
    void readsDeviceIds(String id, String expected) throws MalformedMeasurementException {
        assertThat(parse(message("0", id, "1"))).first().returns(expected, Measurement::deviceId);
    }

    @ParameterizedTest
    @CsvSource({
        "\"PT15M\", PT15M",
        "\"PT0H30M\", PT30M",
        "\"pt1h\", PT1H",
        "\"P1D\", PT24H",
        "\"PT1S\", PT1S",
        "\"PT24H\", PT24H",
        "\"PT60.000S\", PT1M",
        "null, "
    })
    void readsTheLengthOfTheInterval(String interval, Duration expected) throws MalformedMeasurementException {
        String message = "{\"interval\": " + interval + ", \"timestamp\": 1, \"device_id\": \"m\","
                + " \"measurement_value\": 2}";
        assertThat(parse(message))
                .singleElement()
                .returns(expected, each -> each.said().interval());
        assertThat(MeasurementParser.parseOne(message.getBytes(StandardCharsets.UTF_8))
                        .said()
                        .interval())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "900",
                "\"900\"",
                "\"15 min\"",
                "\"PT0S\"",
                "\"-PT15M\"",
                "\"PT-15M\"",
                "\"PT0.5S\"",
                "\"PT24H1S\"",
                "\"P2D\"",
                "\"P1M\"",
                "\"P1W\"",
                "\"P106751991167300D\"",
                "\"PT9999999999999999999S\"",
                "\"\"",
                "true",
                "[]",
                "{}"
            })
    void refusesWhatIsNoLengthOfAnInterval(String interval) {
        String message =
                "{\"timestamp\": 1, \"device_id\": \"m\", \"measurement_value\": 2, \"interval\": " + interval + "}";
        assertThatThrownBy(() -> parse(message))
                .isInstanceOf(MalformedMeasurementException.class)
                .hasMessage("interval is no duration of whole seconds from PT1S to PT24H");
    }

    @Test
    void readsArraysAndIgnoresUnknownFields() throws MalformedMeasurementException {
        String extended = "{\"a\": [1, {\"timestamp\": 5}], \"timestamp\": 1, \"b\": {\"device_id\": \"x\"},"
                + " \"device_id\": \"m\", \"measurement_value\": 2, \"c\": null}";

        assertThat(parse("[" + GOOD + "," + extended + "]"))
                .extracting(Measurement::deviceId)
                .containsExactly("meter-1", "m");
        assertThat(parse("[]")).isEmpty();
        assertThat(parse("[" + GOOD + ("," + GOOD).repeat(999) + "]")).hasSize(1000);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", "JSON"),
                Arguments.of("nonsense", "JSON"),
                Arguments.of("{", "JSON"),
                Arguments.of("42", "neither"),
                Arguments.of("null", "neither"),
                Arguments.of("[1]", "array"),
                Arguments.of("[[" + GOOD + "]]", "array"),
                Arguments.of("[" + GOOD, "JSON"),
                Arguments.of(GOOD + GOOD, "JSON"),
                Arguments.of(GOOD + " x", "JSON"),
                Arguments.of("{\"device_id\": \"m\", \"measurement_value\": 1}", "timestamp is missing"),
                Arguments.of("{\"timestamp\": 1, \"measurement_value\": 1}", "device_id is missing"),
                Arguments.of("{\"timestamp\": 1, \"device_id\": \"m\"}", "measurement_value is missing"),
                Arguments.of(message("null", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("\"yesterday\"", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("\"2024-11-25T12:00:00\"", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("1e999999999", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("1.5", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("99999999999999999", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("1", "\"\"", "1"), "device_id"),
                Arguments.of(message("1", "\"a b\"", "1"), "device_id"),
                Arguments.of(message("1", "\"<script>\"", "1"), "device_id"),
                Arguments.of(message("1", "\"" + "x".repeat(65) + "\"", "1"), "device_id"),
                Arguments.of(message("1", "1.5", "1"), "device_id"),
                Arguments.of(message("1", "1e999999999", "1"), "device_id"),
                Arguments.of(message("1", "1e99999999999", "1"), "device_id"),
                Arguments.of(message("1", "1e-999999", "1"), "device_id"),
                Arguments.of(message("1", "1.0", "1"), "device_id"),
                Arguments.of(message("1", "1e3", "1"), "device_id"),
                Arguments.of(message("1", "7".repeat(400), "1"), "device_id"),
                Arguments.of(message("1", "true", "1"), "device_id"),
                Arguments.of(message("1e99999999999", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("1e-999999", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("7".repeat(400), "\"m\"", "1"), "timestamp"),
                Arguments.of(message("\"2024-11-25T24:00:01Z\"", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("\"2024-02-30T00:00:00Z\"", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("\"" + "2".repeat(70_000) + "\"", "\"m\"", "1"), "timestamp"),
                Arguments.of(message("1", "\"m\"", "NaN"), "JSON"),
                Arguments.of(message("1", "\"m\"", "\"NaN\""), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "\"Infinity\""), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "\"\""), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "\"1,5\""), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "null"), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "[1]"), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "1e99999999999"), "measurement_value"),
                Arguments.of(message("1", "\"m\"", "9".repeat(101)), "measurement_value"),
                Arguments.of("[" + GOOD + ("," + GOOD).repeat(1000) + "]", "more than 1000"),
                Arguments.of("[".repeat(500_000), "array"),
                Arguments.of("{\"x\": " + "[".repeat(500_000), "JSON"),
                Arguments.of("{\"x\": " + "{\"x\":".repeat(100_000), "JSON"),
                Arguments.of("{\"x\": \"" + "y".repeat(2 << 20) + "\"}", "at most"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("malformed")
    void saysWhatIsWrong(String message, String reason) {
        assertThatExceptionOfType(MalformedMeasurementException.class)
                .isThrownBy(() -> parse(message))
                .withMessageContaining(reason);
    }

    @Test
    void aByteOrderMarkIsSkipped() throws MalformedMeasurementException {
        assertThat(parse("\uFEFF" + GOOD)).isEqualTo(parse(GOOD));
        assertThat(parse("\uFEFF[" + GOOD + "]")).isEqualTo(parse(GOOD));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] message = GOOD.getBytes(StandardCharsets.UTF_8);
        byte[] broken = Arrays.copyOf(message, message.length);
        broken[GOOD.indexOf("meter")] = (byte) 0xff;

        assertThatExceptionOfType(MalformedMeasurementException.class)
                .isThrownBy(() -> MeasurementParser.parse(broken));
    }
}
