package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Report report = new Report(
            Map.of("processors", "2"),
            Map.of("java", "17"),
            List.of(
                    Result.of("single", 15_000.4, "measurements/s")
                            .beside(30_000)
                            .noting("filled beforehand"),
                    Result.of("latency p99", 0.01234567, "s")));

    @Test
    void isOneObjectForPrograms() {
        JsonObject json = report.json();

        assertThat(json.keySet()).containsExactly("machine", "versions", "results");
        assertThat(json.getJsonObject("machine").getString("processors")).isEqualTo("2");
        assertThat(json.getJsonObject("versions").getString("java")).isEqualTo("17");
        JsonObject single = json.getJsonArray("results").getJsonObject(0);
        assertThat(single.getString("name")).isEqualTo("single");
        assertThat(single.getInt("value")).isEqualTo(15_000);
        assertThat(single.getString("unit")).isEqualTo("measurements/s");
        assertThat(single.getInt("limit")).isEqualTo(30_000);
        assertThat(single.getJsonNumber("ratio").doubleValue()).isEqualTo(0.5);
        JsonObject latency = json.getJsonArray("results").getJsonObject(1);
        assertThat(latency.getJsonNumber("value")).hasToString("0.01235");
        assertThat(latency.get("limit")).isEqualTo(JsonValue.NULL);
        assertThat(latency.get("ratio")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void isATableForPeople() {
        assertThat(report.table())
                .containsExactly(
                        "processors: 2",
                        "java: 17",
                        "",
                        "name           value  unit             limit  ratio",
                        "single        15,000  measurements/s  30,000   0.50",
                        "    filled beforehand",
                        "latency p99  0.01235  s");
    }
}
