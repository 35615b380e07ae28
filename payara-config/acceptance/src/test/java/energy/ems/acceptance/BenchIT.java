package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import energy.ems.launcher.RunningSystem;
import energy.ems.launcher.Terminal;
import energy.ems.launcher.bench.Bench;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./ems bench} in small on a running system: that it comes to figures, and leaves nothing behind. Not how high. */
@Timeout(900)
class BenchIT {

    private TestedSystem system;

    @BeforeEach
    void openTheSystem() {
        system = TestedSystem.open();
        assumeTrue(system.jdbc().isPresent(), "the database is not named");
    }

    @Test
    void measuresTheIntakeBesideItsLimits() throws SQLException {
        JsonObject report =
                bench("limit", "single", "arrays", "cumulative", "naive", "--devices", "20", "--measurements", "400");

        assertThat(report.getJsonObject("machine")).containsKey("processors");
        assertThat(report.getJsonObject("versions")).containsKeys("java", "database", "broker");
        assertThat(names(report)).containsSubsequence("limit", "single", "arrays", "cumulative", "naive");
        assertThat(results(report)).allSatisfy(result -> {
            assertThat(result.getJsonNumber("value").doubleValue()).isPositive();
            assertThat(result.getString("unit")).isEqualTo("measurements/s");
        });
        assertThat(tablesOfTheBench()).isEmpty();
    }

    @Test
    void measuresWhatPeopleWaitFor() {
        JsonObject report = bench(
                "latency",
                "latency-under-load",
                "pages",
                "--rounds",
                "3",
                "--devices",
                "20",
                "--rate",
                "20",
                "--measurements",
                "11520");

        assertThat(names(report))
                .contains("latency: median", "latency: p99", "latency: max")
                .contains("latency-under-load: median", "latency-under-load: p99", "latency-under-load: max")
                .contains("pages: index", "pages: alerts", "pages: consumption, day", "pages: consumption, year")
                .contains("pages: place, year", "pages: place, map of a year");
        assertThat(results(report)).allSatisfy(result -> {
            assertThat(result.getJsonNumber("value").doubleValue()).isPositive();
            assertThat(result.getString("unit")).isEqualTo("ms");
        });
    }

    @Test
    void measuresWhatGrowsAndWhatRunsInTheBackground() {
        JsonObject report = bench(
                "storage",
                "events",
                "recomputation",
                "growth",
                "--devices",
                "20",
                "--measurements",
                "200",
                "--rounds",
                "2",
                "--small",
                "1000",
                "--large",
                "4000");

        assertThat(names(report)).contains("storage", "events", "recomputation", "growth");
        assertThat(results(report))
                .allSatisfy(result ->
                        assertThat(result.getJsonNumber("value").doubleValue()).isNotNegative());
    }

    private static List<JsonObject> results(JsonObject report) {
        return report.getJsonArray("results").getValuesAs(JsonObject.class);
    }

    private static List<String> names(JsonObject report) {
        return results(report).stream().map(result -> result.getString("name")).toList();
    }

    private JsonObject bench(String... arguments) {
        RunningSystem running = new RunningSystem(
                true,
                system.portal().toString(),
                system.amqp(),
                system.jdbc().orElseThrow(),
                List.of(new RunningSystem.Node(
                        "node1", ProcessHandle.current().pid(), system.portal().toString())),
                Optional.empty());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        int exit = new Bench(
                        () -> running,
                        Optional.of(system.password()),
                        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false))
                .run(all);
        assertThat(exit).isZero();
        return Api.json(said.toString(StandardCharsets.UTF_8));
    }

    private List<String> tablesOfTheBench() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(system.jdbc().orElseThrow());
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.tables"
                        + " WHERE table_schema = DATABASE() AND table_name LIKE 'bench\\_%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
