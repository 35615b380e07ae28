package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Traefik is told the same three times: by a file, by labels of the Docker example, and by what {@code ./ems up --nodes}
 * writes. Traefik itself is not there in the tests, so they compare what it would read.
 */
class TraefikTest {

    private static final String HTTP = "traefik.http.";
    private static final String ENTRY_POINTS = "entrypoints";

    @Test
    void theLabelsSayWhatTheFileSays() throws IOException {
        Map<String, String> labels = labels();
        Map<String, String> file = flat(yaml("../traefik/routes.yaml"));

        assertThat(file.remove("services.ems.loadbalancer.servers"))
                .as("the servers' port")
                .contains(":" + labels.remove("services.ems.loadbalancer.server.port"));
        assertThat(labels).isEqualTo(file);
    }

    @Test
    void bothComeInByTheSameDoors() throws IOException {
        Map<String, String> file = new TreeMap<>();
        flatten("", yaml("../traefik/traefik.yaml").get("entryPoints"), file);
        List<?> command = (List<?>) service("traefik").get("command");

        assertThat(command.stream()
                        .map(Object::toString)
                        .filter(option -> option.startsWith("--entrypoints."))
                        .map(option ->
                                option.substring("--entrypoints.".length()).split("=", 2))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1])))
                .isEqualTo(file);
    }

    /** What one machine differs in: no TLS, no name, and where the servers are. */
    @Test
    void theLauncherWritesTheSameForOneMachine() throws IOException {
        FrontDoor door = FrontDoor.of(Settings.of(Path.of("/ems"), Map.of()), 2);
        Map<String, String> written = flat(new Yaml().load(TraefikFiles.routes(door)));
        Map<String, String> file = flat(yaml("../traefik/routes.yaml"));

        file.keySet().removeIf(key -> key.endsWith(".tls") || key.endsWith(".secure"));
        file.replaceAll((key, value) -> value.replace("Host(`HOST`) && ", "").replace("websecure", "browsers"));
        for (Map<String, String> each : List.of(written, file)) {
            assertThat(each.remove("services.ems.loadbalancer.servers")).isNotNull();
            assertThat(each.remove("services.ems.loadbalancer.healthcheck.interval"))
                    .isNotNull();
        }
        assertThat(written).isEqualTo(file);
    }

    /** And one door more for whom those name. */
    @Test
    void withProxiesOfTheUsersOwnBeforeItWhomTheyNameIsLimitedAsOthersAre() {
        Map<String, String> environment = Map.of("EMS_TRUSTED_PROXIES", "10.1.0.0/16, 192.0.2.7");
        Map<String, String> without =
                flat(new Yaml().load(TraefikFiles.routes(FrontDoor.of(Settings.of(Path.of("/ems"), Map.of()), 2))));
        Map<String, String> written =
                flat(new Yaml().load(TraefikFiles.routes(FrontDoor.of(Settings.of(Path.of("/ems"), environment), 2))));

        assertThat(written).containsAllEntriesOf(without);
        written.keySet().removeAll(without.keySet());
        assertThat(written.remove("routers.login-behind-proxies.rule"))
                .isEqualTo(
                        without.get("routers.login.rule") + " && (ClientIP(`10.1.0.0/16`) || ClientIP(`192.0.2.7`))");
        assertThat(written.remove("middlewares.logins-behind-proxies.ratelimit.sourcecriterion.ipstrategy.excludedips"))
                .isEqualTo("10.1.0.0/16,192.0.2.7");
        Map<String, String> same = new TreeMap<>();
        written.forEach(
                (key, value) -> same.put(key.replace("-behind-proxies", ""), value.replace("-behind-proxies", "")));
        assertThat(same)
                .hasSize(6)
                .allSatisfy((key, value) -> assertThat(without).containsEntry(key, value));
    }

    private static Map<String, String> labels() throws IOException {
        Map<String, String> labels = new TreeMap<>();
        ((Map<?, ?>) service("payara").get("labels")).forEach((name, value) -> {
            if (name.toString().startsWith(HTTP)) {
                labels.put(name.toString().substring(HTTP.length()), plain(name.toString(), value.toString()));
            }
        });
        return labels;
    }

    private static Map<?, ?> service(String name) throws IOException {
        return (Map<?, ?>) ((Map<?, ?>) yaml("../compose/compose.yaml").get("services")).get(name);
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(Path.of(file)));
    }

    private static Map<String, String> flat(Map<String, Object> dynamic) {
        Map<String, String> labels = new TreeMap<>();
        flatten("", dynamic.get("http"), labels);
        labels.replaceAll(TraefikTest::plain);
        return labels;
    }

    /** As labels are written: one for each leaf, an empty section as true, a list with commas. */
    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> section && !section.isEmpty()) {
            section.forEach((key, inner) ->
                    flatten((name.isEmpty() ? "" : name + ".") + key.toString().toLowerCase(Locale.ROOT), inner, into));
        } else if (value instanceof List<?> list) {
            into.put(name, list.stream().map(Object::toString).collect(Collectors.joining(",")));
        } else {
            into.put(name, value instanceof Map<?, ?> ? "true" : value.toString());
        }
    }

    private static String plain(String name, String value) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        String same = value.replace("${EMS_HOST:?}", "HOST").replace("{{ env \"EMS_HOST\" }}", "HOST");
        // The order of middlewares counts, that of entry points does not.
        return ENTRY_POINTS.equals(last) ? String.join(",", new TreeSet<>(Arrays.asList(same.split(",")))) : same;
    }
}
