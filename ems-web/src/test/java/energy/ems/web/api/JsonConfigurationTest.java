package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonConfigurationTest {

    private final Jsonb jsonb = new JsonConfiguration().getContext(Object.class);

    /** Public, as everything that the API answers with. */
    public record Sample(
            BigDecimal energyKwh, OffsetDateTime start, Instant raisedAt, Duration expectedInterval, Kind kind) {}

    public enum Kind {
        LIMIT_EXCEEDED
    }

    @Test
    void decimalsAreWrittenInPlainDigits() {
        assertThat(json(new BigDecimal("0.000000370000"))).contains("\"energy_kwh\":0.00000037,");
        assertThat(json(new BigDecimal("1E+7"))).contains("\"energy_kwh\":10000000,");
        assertThat(json(new BigDecimal("0E-12"))).contains("\"energy_kwh\":0,");
        assertThat(json(new BigDecimal("15.30209515"))).contains("\"energy_kwh\":15.30209515,");
        assertThat(json(new BigDecimal("-0.5"))).contains("\"energy_kwh\":-0.5,");
    }

    @Test
    void missingEnergyIsNullAndNotLeftOut() {
        assertThat(json(null)).contains("\"energy_kwh\":null");
    }

    @Test
    void timesAreIsoWithTheirOffset() {
        JsonObject json = parse(jsonb.toJson(new Sample(
                null,
                OffsetDateTime.parse("2026-11-23T10:00:00+02:00"),
                Instant.parse("2026-11-23T08:00:00Z"),
                Duration.ofMinutes(10),
                Kind.LIMIT_EXCEEDED)));
        assertThat(json.getString("start")).isEqualTo("2026-11-23T10:00:00+02:00");
        assertThat(json.getString("raised_at")).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(json.getString("expected_interval")).isEqualTo("PT10M");
        assertThat(json.getString("kind")).isEqualTo("LIMIT_EXCEEDED");
    }

    @Test
    void aListSaysHowManyThereAre() {
        JsonObject json = parse(jsonb.toJson(new Listing<>(List.of("a"), 70)));
        assertThat(json.getInt("total")).isEqualTo(70);
        assertThat(json.getJsonArray("items").size()).isEqualTo(1);
    }

    private String json(BigDecimal energy) {
        return jsonb.toJson(new Sample(energy, null, null, null, null));
    }

    private static JsonObject parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
