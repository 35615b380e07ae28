package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.deviceevents.SettingsDates;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void readsWhatTheContractNames() {
        Fields body = read(
                "{\"name\": \"Heat pump\", \"max_hourly_kwh\": 2.5, \"expected_interval\": \"PT10M\", \"owner\": null}");
        assertThat(body.text("name")).isEqualTo("Heat pump");
        assertThat(body.decimal("max_hourly_kwh")).isEqualByComparingTo(new BigDecimal("2.5"));
        assertThat(body.duration("expected_interval")).isEqualTo(Duration.ofMinutes(10));
        assertThat(body.has("owner")).isTrue();
        assertThat(body.text("owner")).isNull();
        assertThat(body.has("unit")).isFalse();
    }

    @Test
    void readsSinceWhenSettingsHold() {
        assertThat(read("{\"from\": \"2026-11-23T11:00:00+02:00\"}").validFrom("from"))
                .isEqualTo("2026-11-23T09:00:00Z");
        assertThat(read("{\"from\": \"always\"}").validFrom("from")).isEqualTo(SettingsDates.ALWAYS);
        assertThat(read("{}").validFrom("from")).isNull();
        assertThatThrownBy(() -> read("{\"from\": \"now\"}").validFrom("from")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> read("{\"from\": 5}").validFrom("from")).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "\"text\"", "{\"a\":1}}", "{\"a\":NaN}", "{a:1}", "<xml/>"})
    void whatIsNotAnObjectIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(BadRequest.class);
    }

    @Test
    void aWrongTypeNamesTheField() {
        assertThatThrownBy(() -> read("{\"name\": 5}").text("name"))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.field()).isEqualTo("name"));
        assertThatThrownBy(() -> read("{\"n\": \"much\"}").decimal("n")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> read("{\"n\": {}}").decimal("n")).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e2147483648", "1e9999999999999"})
    @Timeout(60)
    void aNumberThatWouldFillTheMemoryIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"n\": " + number + "}").decimal("n")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> read("{\"n\": \"" + number + "\"}").decimal("n"))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void deepNestingIsRefusedAndDoesNotEndTheThread() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> read(deep)).isInstanceOf(BadRequest.class);
    }

    private static Fields read(String json) {
        return Fields.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
