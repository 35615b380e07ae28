package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Quality;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChartJsonTest {

    private static final ZonedDateTime NINE = ZonedDateTime.parse("2026-11-23T09:00:00+02:00[Europe/Bucharest]");
    private static final Instant LATER = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void aNameCannotEndTheScriptThatItIsWrittenInto() {
        String name = "</script><script>alert(1)</script> & \u2028 \" ' 🦊";
        String json = new ChartJson(false)
                .labels(List.of("09:00"))
                .energy(name, List.of(hour(NINE, "1", Quality.MEASURED)), List.of(List.of(name)), LATER)
                .build();
        assertThat(json).doesNotContain("<", ">", "&", "\u2028");
        assertThat(dataset(json, 0).getString("label")).isEqualTo(name);
    }

    @Test
    void whatIsMissingIsNullAndNotZero() {
        String json = new ChartJson(false)
                .labels(List.of("09:00"))
                .energy("x", List.of(hour(NINE, null, Quality.MISSING)), List.of(List.of()), LATER)
                .build();
        assertThat(dataset(json, 0).isNull("data")).isFalse();
        assertThat(dataset(json, 0).getJsonArray("data").isNull(0)).isTrue();
        assertThat(states(json)).isEqualTo(List.of("missing"));
    }

    @Test
    void eachHourSaysHowItIsToBeDrawn() {
        List<Bucket> hours = List.of(
                hour(NINE, "1", Quality.MEASURED),
                hour(NINE.plusHours(1), "1", Quality.ESTIMATED),
                hour(NINE.plusHours(2), "1", Quality.PARTIAL),
                hour(NINE.plusHours(3), null, Quality.MISSING));
        String json = new ChartJson(false)
                .labels(List.of("a", "b", "c", "d"))
                .energy(
                        "x",
                        hours,
                        List.of(List.of(), List.of(), List.of(), List.of()),
                        NINE.plusHours(2).plusMinutes(20).toInstant())
                .build();
        assertThat(states(json)).isEqualTo(List.of("", "estimated", "running", "future"));
    }

    @Test
    void whatWasNoticedIsMarkedAndAGapIsHatchedOnly() {
        assertThat(ConsumptionChart.isMarked(hour(NINE, Finding.Kind.RESET))).isTrue();
        assertThat(ConsumptionChart.isMarked(hour(NINE, Finding.Kind.GAP, Finding.Kind.GLITCH)))
                .isTrue();
        assertThat(ConsumptionChart.isMarked(hour(NINE, Finding.Kind.GAP))).isFalse();
        assertThat(ConsumptionChart.isMarked(hour(NINE, "1", Quality.MEASURED))).isFalse();

        JsonObject data = Json.createReader(new StringReader(
                        new ChartJson(false).noticed(List.of(true, false)).build()))
                .readObject()
                .getJsonObject("data");
        assertThat(data.getJsonArray("noticed").getBoolean(0)).isTrue();
        assertThat(data.getJsonArray("noticed").getBoolean(1)).isFalse();
    }

    private static Bucket hour(ZonedDateTime start, Finding.Kind... findings) {
        return new Bucket(
                start,
                start.plusHours(1),
                BigDecimal.ONE,
                6,
                6,
                Quality.MEASURED,
                false,
                new BigDecimal("2.5"),
                Set.of(findings));
    }

    @Test
    void theLimitIsALineWhateverTheChart() {
        String json = new ChartJson(false)
                .labels(List.of("09:00"))
                .limit("Limit", List.of(hour(NINE, "1", Quality.MEASURED)), List.of(List.of()))
                .build();
        assertThat(dataset(json, 0).getString("type")).isEqualTo("line");
        assertThat(dataset(json, 0).getJsonArray("data").getJsonNumber(0).bigDecimalValue())
                .isEqualByComparingTo("2.5");
    }

    private static Bucket hour(ZonedDateTime start, String energy, Quality quality) {
        return new Bucket(
                start,
                start.plusHours(1),
                energy == null ? null : new BigDecimal(energy),
                6,
                6,
                quality,
                false,
                new BigDecimal("2.5"));
    }

    private static List<String> states(String json) {
        JsonArray states = dataset(json, 0).getJsonArray("states");
        return states.getValuesAs(jakarta.json.JsonString.class).stream()
                .map(jakarta.json.JsonString::getString)
                .toList();
    }

    private static JsonObject dataset(String json, int index) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject()
                    .getJsonObject("data")
                    .getJsonArray("datasets")
                    .getJsonObject(index);
        }
    }
}
