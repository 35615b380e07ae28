package energy.ems.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.deviceevents.DeviceEventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes: a parser answers with a value or with a reason, because anything else would come again for ever. */
class ParserPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> extreme = Arbitraries.of(
                "null",
                "true",
                "0e-999999999",
                "1e999999999",
                "-1e-999999999",
                "1e99999999999999",
                "9".repeat(400),
                "0." + "0".repeat(2_000) + "1",
                "[".repeat(2_000) + "]".repeat(2_000),
                "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                "\"" + "x".repeat(70_000) + "\"",
                "\"\\ud83d\"",
                "\"PT0.0001S\"",
                "\"P1000000D\"",
                "\"-999999999-01-01T00:00:00+18:00\"",
                "\"DEVICE_CREATED\"",
                "\"2026-11-24 24:00:00,0+0200\"");
        Arbitrary<String> numbers = Arbitraries.doubles().map(String::valueOf);
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20).map(text -> '"' + text + '"');
        return Arbitraries.oneOf(extreme, numbers, texts, Arbitraries.integers().map(String::valueOf));
    }

    @Property(tries = 500)
    void aMeasurementIsReadOrRefused(
            @ForAll("values") String timestamp,
            @ForAll("values") String id,
            @ForAll("values") String value,
            @ForAll("values") String interval) {
        String json = "{\"timestamp\":" + timestamp + ",\"device_id\":" + id + ",\"measurement_value\":" + value
                + ",\"interval\":" + interval + "}";
        assertIsReadOrRefused(json.getBytes(StandardCharsets.UTF_8));
        assertIsReadOrRefused(("[" + json + "," + json + "]").getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void bytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertIsReadOrRefused(bytes);
        assertEventIsReadOrRefused(bytes);
    }

    @Provide
    Arbitrary<String> events() {
        return Combinators.combine(values(), values(), values(), values(), values())
                .as((version, occurredAt, name, limit, interval) ->
                        "{\"type\":\"DEVICE_UPDATED\",\"version\":" + version
                                + ",\"occurred_at\":" + occurredAt + ",\"device\":{\"id\":\"a\",\"name\":" + name
                                + ",\"max_hourly_kwh\":" + limit + ",\"register_capacity\":" + limit
                                + ",\"expected_interval\":" + interval + "}}");
    }

    @Property(tries = 500)
    void aDeviceEventIsReadOrRefused(@ForAll("events") String event) {
        assertEventIsReadOrRefused(event.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertIsReadOrRefused(byte[] message) {
        try {
            assertThat(MeasurementParser.parse(message)).isNotNull();
        } catch (MalformedMeasurementException refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
        for (byte[] element : ArrayElements.of(message)) {
            try {
                assertThat(MeasurementParser.parseOne(element)).isNotNull();
            } catch (MalformedMeasurementException refused) {
                assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(300);
            }
        }
    }

    private static void assertEventIsReadOrRefused(byte[] message) {
        try {
            assertThat(DeviceEventJson.read(message, NOW)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
