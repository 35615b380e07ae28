package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What people copy must keep what SECURITY.md asks of whoever runs EMS. */
class ComposeTest {

    /** Settings of {@code ./ems}, which nobody needs where Docker starts and connects things. */
    private static final Set<String> OF_THE_COMMAND_ALONE = Set.of(
            "EMS_HTTP_PORT",
            "EMS_TRAEFIK",
            "EMS_CLUSTER_PORT",
            "EMS_DATA_DIR",
            "EMS_CONSOLE_PORT",
            "EMS_CONSOLE_PASSWORD",
            "EMS_PAYARA_SERVER");

    private String compose;

    @BeforeEach
    void read() throws IOException {
        compose = Files.readString(Path.of("../compose/compose.yaml"));
    }

    @Test
    void theProxyIsTrustedAndNobodyElse() {
        String trusted = only("EMS_TRUSTED_PROXIES: (\\S+)");

        assertThat(only("(?s)\n  front:\n    name: ems_front\n    ipam: .*?subnet: ([0-9./]+)"))
                .isEqualTo(trusted);
        assertThat(networksOf("traefik")).isEqualTo("front");
    }

    @Test
    void browsersComeByTlsUnderOneName() {
        assertThat(only("EMS_PUBLIC_URL: (\\S+)")).isEqualTo("https://${EMS_HOST:?}");
        assertThat(compose).contains("entrypoint.to=websecure", "sticky.cookie.secure: \"true\"");
    }

    @Test
    void healthAndFiguresAreNotRoutedToTheOutside() {
        assertThat(all("rule: (.*?)(?:\\s+#.*)?\n"))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule).startsWith("Host(`${EMS_HOST:?}`) && PathPrefix(`/ems"));
    }

    @Test
    void onlyTheProxyIsPublished() {
        assertThat(all("ports: (\\[.*])")).containsExactly("[\"80:80\", \"443:443\"]");
        assertThat(networksOf("mysql")).isEqualTo("back");
        assertThat(networksOf("rabbitmq")).isEqualTo("back");
        assertThat(compose).containsPattern("back:\\s+internal: true");
    }

    /** Two servers that keep the sessions for each other, in the network that nobody but them and theirs is in. */
    @Test
    void theClusterListensInTheNetworkBehindAlone() {
        String network = only("back:\\s+internal: true\\s+ipam: .*?subnet: ([0-9.]+)\\.0/24");

        assertThat(only("--interfaces, ([0-9.*]+),")).isEqualTo(network + ".*");
        assertThat(only("dns:([\\w-]+):6900")).isEqualTo(only("back: \\{aliases: \\[([\\w-]+)]}"));
        assertThat(compose)
                .contains("--startPort, \"6900\"", "EMS_CLUSTERED: \"true\"", "-Dhazelcast.socket.bind.any=false")
                .doesNotContain("--noCluster", "--noHazelcast", "multicast");
    }

    /** What is documented, and the file has no place for, would be set in vain. */
    @Test
    void whateverIsDocumentedCanBeSet() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String page : List.of("../../README.md", "../../docs/operation.md")) {
            Files.readString(Path.of(page))
                    .lines()
                    .filter(line -> line.startsWith("| `EMS_"))
                    .map(line -> line.split("\\|")[1])
                    .forEach(names -> documented.addAll(all("`(EMS_\\w+)`", names)));
        }
        assertThat(documented).hasSizeGreaterThan(30);
        documented.removeAll(OF_THE_COMMAND_ALONE);

        Map<?, ?> services = (Map<?, ?>) new Yaml().<Map<?, ?>>load(compose).get("services");
        Map<?, ?> environment = (Map<?, ?>) ((Map<?, ?>) services.get("payara")).get("environment");
        assertThat(environment.keySet().stream().map(Object::toString)).containsAll(documented);
    }

    private String networksOf(String service) {
        return only("(?s)\n  " + service + ":\n(?:(?!\n  \\w).)*?\n    networks: \\[([^]]*)]");
    }

    private String only(String expression) {
        List<String> found = all(expression);
        assertThat(found).as(expression).hasSize(1);
        return found.get(0);
    }

    private List<String> all(String expression) {
        return all(expression, compose);
    }

    private static List<String> all(String expression, String text) {
        return Pattern.compile(expression)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
