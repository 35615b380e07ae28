package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The files for Prometheus and Grafana speak of what the running system tells, and the documentation of them. */
@Timeout(900)
class MonitoringFilesIT {

    private static final Path PROJECT = Artifacts.project();
    private static final Path FILES = PROJECT.resolve("payara-config/monitoring");
    private static final Pattern FIGURE = Pattern.compile("\\bems_\\w+");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    private static Set<String> told;

    @BeforeAll
    static void ask() throws Exception {
        HttpResponse<String> figures = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        Household.shared().system.portal().resolve("/metrics"))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(figures.statusCode()).isEqualTo(200);
        told = figures.body()
                .lines()
                .filter(line -> line.startsWith("ems_"))
                .map(line -> line.split("[ {]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRuleAsksForFiguresThatThereAreAndIsExplained() throws IOException {
        String rules = read("prometheus-rules.yaml");
        List<String> alerts =
                ALERT.matcher(rules).results().map(alert -> alert.group(1)).toList();
        List<String> explained = Pattern.compile("(?m)^\\| `(Ems\\w+)` \\|")
                .matcher(Files.readString(PROJECT.resolve("docs/operation.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(figures(rules)).isNotEmpty().isSubsetOf(told);
        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates().containsExactlyElementsOf(explained);
    }

    @Test
    void theDashboardAsksForFiguresThatThereAreAndForgetsNone() throws IOException {
        try (JsonReader json = Json.createReader(new StringReader(read("grafana-dashboard.json")))) {
            String asked = json.readObject().getJsonArray("panels").stream()
                    .flatMap(panel -> panel.asJsonObject().getJsonArray("targets").stream())
                    .map(target -> target.asJsonObject().getString("expr"))
                    .collect(Collectors.joining("\n"));

            assertThat(figures(asked)).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    private static Set<String> figures(String text) {
        return FIGURE.matcher(text).results().map(figure -> figure.group()).collect(Collectors.toSet());
    }

    private static String read(String file) throws IOException {
        return Files.readString(FILES.resolve(file));
    }
}
