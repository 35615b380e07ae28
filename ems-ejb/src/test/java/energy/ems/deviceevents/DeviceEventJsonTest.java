package energy.ems.deviceevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceEventJsonTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void readsWhatItHasWritten() {
        DeviceState device = new DeviceState(
                "meter:1",
                "Wärmepumpe \"<b>\" 🔥",
                null,
                "Street 1",
                "alice",
                new BigDecimal("2.5"),
                new DevicePlace("Site B/House 2", true),
                new SettingsState(
                        "CUMULATIVE",
                        "END",
                        "MWh",
                        new BigDecimal("1000000"),
                        Duration.ofMinutes(15),
                        new BigDecimal("0.5"),
                        new BigDecimal("17.25"),
                        "FROM_ZERO",
                        "NET"),
                RECEIVED,
                List.of(
                        new FormerSettings(SettingsDates.ALWAYS, SettingsState.usual()),
                        new FormerSettings(
                                RECEIVED.minusMillis(1),
                                new SettingsState("INTERVAL", "END", "kW", null, Duration.ofHours(1)))));
        DeviceEvent event = new DeviceEvent("e-1", DeviceEvent.Type.DEVICE_UPDATED, 7, RECEIVED, device);

        assertThat(DeviceEventJson.read(DeviceEventJson.write(event), RECEIVED)).isEqualTo(event);
    }

    @Test
    void readsTheExampleOfTheContract() {
        DeviceEvent event = read("""
            {"event_id": "uuid", "type": "DEVICE_UPDATED", "version": 7, "occurred_at": "2026-11-23T09:00:00Z",
             "device": {"id": "uuid", "name": "Heat pump", "owner": "alice", "max_hourly_kwh": 2.5,
                        "reading_mode": "INTERVAL", "unit": "kWh"}}
            """);

        assertThat(event.version()).isEqualTo(7);
        assertThat(event.occurredAt()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(event.device().maxHourlyKwh()).isEqualTo("2.5");
        assertThat(event.device().settings().expectedInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(event.device().settings().factor()).isEqualByComparingTo("1");
    }

    @Test
    void isLenientAboutWhatIsMissing() {
        DeviceEvent event = read("{\"type\":\"DEVICE_DELETED\",\"version\":3,\"device\":{\"id\":4711}}");

        assertThat(event.device().id()).isEqualTo("4711");
        assertThat(event.occurredAt()).isEqualTo(RECEIVED);
        assertThat(event.digest()).isEqualTo(new DeviceDigest("4711", 3, true, ""));
    }

    @Test
    void equalNumbersMakeEqualChecksums() {
        DeviceEvent one = read(limit("2.5"));
        DeviceEvent other = read(limit("2.500"));

        assertThat(one.digest()).isEqualTo(other.digest());
        assertThat(one.digest()).isNotEqualTo(read(limit("2.51")).digest());
    }

    @Test
    void whatNeverChangedHasTheChecksumOfAReleaseWithoutDates() {
        DeviceState dated = new DeviceState("a", "A", null, null, null, null, null, SettingsDates.ALWAYS, List.of());
        List<FormerSettings> former = List.of(new FormerSettings(SettingsDates.ALWAYS, SettingsState.usual()));
        DeviceState changed = new DeviceState("a", "A", null, null, null, null, null, RECEIVED, former);

        assertThat(new DeviceState("a", "A", null, null, null, null, null).checksum())
                .isEqualTo("36b748182d12d141dd1903f7d630ef2d")
                .isEqualTo(dated.checksum())
                .isNotEqualTo(changed.checksum());
    }

    @Test
    void anotherFactorMakesAnotherChecksumAndTheUsualOneNone() {
        SettingsState usual = SettingsState.usual();
        List<String> checksums = Stream.of("1", "1.000", "2")
                .map(factor ->
                        new SettingsState(null, null, null, null, null, new BigDecimal(factor), null, null, null))
                .map(settings -> new DeviceState("a", "A", null, null, null, null, settings).checksum())
                .toList();

        assertThat(checksums.get(0))
                .isEqualTo(checksums.get(1))
                .isEqualTo(new DeviceState("a", "A", null, null, null, null, usual).checksum())
                .isNotEqualTo(checksums.get(2));
    }

    @Test
    void readsWhereADeviceStandsAndRefusesWhatIsNoPath() {
        assertThat(read(place("\" Site B / House 2 \"", "true")).device().place())
                .isEqualTo(new DevicePlace("Site B/House 2", true));
        assertThat(read(place("null", "null")).device().place()).isEqualTo(DevicePlace.NOWHERE);
        // What measures all of nowhere measures itself.
        assertThat(read(place("null", "true")).device().place()).isEqualTo(DevicePlace.NOWHERE);
        for (String path : List.of("/A", "A/", "A//B", "A/ /B", "/")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(place("\"" + path + "\"", "false")))
                    .withMessageContaining("empty name");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(place("\"" + "a".repeat(256) + "\"", "false")))
                .withMessageContaining("longer than 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(place("\"A\"", "\"yes\"")))
                .withMessageContaining("neither true nor false");
    }

    @Test
    void anotherPlaceMakesAnotherChecksumAndNoneTheFormerOne() {
        assertThat(read(place("null", "false")).digest())
                .isEqualTo(read(limit("2.5")).digest());
        assertThat(List.of(
                        read(place("null", "false")).digest(),
                        read(place("\"A\"", "false")).digest(),
                        read(place("\"A\"", "true")).digest(),
                        read(place("\"A/B\"", "false")).digest()))
                .doesNotHaveDuplicates();
    }

    private static String place(String path, String mainMeter) {
        return limit("2.5")
                .replace(
                        "\"max_hourly_kwh\"",
                        "\"place\":" + path + ",\"main_meter\":" + mainMeter + ",\"max_hourly_kwh\"");
    }

    private static String limit(String limit) {
        return "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":" + limit + "}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":0,\"device\":{\"id\":\"a\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1.5,\"device\":{\"id\":\"a\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1e99,\"device\":{\"id\":\"a\"}}",
                "{\"type\":\"DEVICE_EXPLODED\",\"version\":1,\"device\":{\"id\":\"a\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"../a\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":-1}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":\"NaN\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":[]}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"expected_interval\":\"soon\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"occurred_at\":\"now\",\"device\":{\"id\":\"a\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":1e99999999999}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":1e-7}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":1e13}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"max_hourly_kwh\":1e999999999}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"register_capacity\":1e-7}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"expected_interval\":\"PT0.0001S\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"expected_interval\":\"P1000000D\"}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"settings_valid_from\":\"now\"}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"settings_valid_from\":1}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"settings_valid_from\":\"1970-01-01T00:00:00Z\"}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"settings_valid_from\":\"2099-01-01T00:00:00Z\"}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"former_settings\":{}}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"former_settings\":[1]}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"former_settings\":[{\"valid_from\":\"ALWAYS\"}]}}",
                "{\"type\":\"DEVICE_UPDATED\",\"version\":1,\"device\":{\"id\":\"a\",\"settings_valid_from\":\"ALWAYS\",\"former_settings\":[{\"valid_from\":\"ALWAYS\"}]}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"name\":\"\\u0000\"}}",
                "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\",\"name\":\"\\ud83d\"}}"
            })
    void saysWhyItIsNoDeviceEvent(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(json)).withMessageMatching("(?s).+");
    }

    @Test
    void whatIsDeepOrLongIsRefusedWithAShortReason() {
        String begin = "{\"type\":\"DEVICE_CREATED\",\"version\":1,\"device\":{\"id\":\"a\"},\"occurred_at\":";
        for (String value : List.of("[".repeat(2_000) + "]".repeat(2_000), '"' + "2".repeat(70_000) + '"')) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(begin + value + "}"))
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeBetween(1, 300));
        }
    }

    private static DeviceEvent read(String json) {
        return DeviceEventJson.read(json.getBytes(StandardCharsets.UTF_8), RECEIVED);
    }
}
