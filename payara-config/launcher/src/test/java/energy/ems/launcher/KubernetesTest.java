package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * What is said to Kubernetes holds against the code. No cluster is there in the tests, so they read what it would.
 */
class KubernetesTest {

    private static final Path KUBERNETES = Path.of("../kubernetes");

    @Test
    void theContainerMayDoNothingButServe() throws IOException {
        Map<?, ?> pod = pod();
        assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
        Map<?, ?> container = container();
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container, "securityContext", "allowPrivilegeEscalation")).isEqualTo(false);
        assertThat(at(container, "securityContext", "capabilities", "drop")).isEqualTo(List.of("ALL"));
        assertThat(at(container, "resources", "requests").toString()).contains("cpu", "memory");
        assertThat(at(container, "resources", "limits").toString()).contains("memory");
        String image = Files.readString(Path.of("../docker/Dockerfile"));
        assertThat(image)
                .contains("USER " + at(pod, "securityContext", "runAsUser") + ":")
                .contains("-jre");
        assertThat(mounts()).containsAll(volumesOf(image));
    }

    @Test
    void theProbesAskForWhatIsServed() throws IOException {
        String rules =
                Files.readString(Path.of("../../ems-web/src/main/java/energy/ems/web/security/AccessRules.java"));
        assertThat(at(container(), "startupProbe", "httpGet", "path")).isEqualTo("/health/started");
        assertThat(at(container(), "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
        String welcome = at(container(), "readinessProbe", "httpGet", "path").toString();
        assertThat(welcome).startsWith("/ems/");
        assertThat(rules).contains("\"" + welcome.substring("/ems".length()) + "\"");
    }

    /** Or the kill would come while it serves, or visitors before it is known to stop. */
    @Test
    void aServerThatStopsHasTheTimeForIt() throws IOException {
        int serving = Integer.parseInt(only(entrypoint(), "--shutdowngrace (\\d+)")) / 1_000;
        int noticed = (Integer) at(container(), "readinessProbe", "periodSeconds")
                        * (Integer) at(container(), "readinessProbe", "failureThreshold")
                + (Integer) at(container(), "readinessProbe", "timeoutSeconds");
        assertThat(serving).isGreaterThan(noticed);
        assertThat((Integer) pod().get("terminationGracePeriodSeconds")).isGreaterThan(serving + 30);
    }

    @Test
    void portsAreThoseOfTheServer() throws IOException {
        Set<String> ports = list(container().get("ports")).stream()
                .map(port -> String.valueOf(((Map<?, ?>) port).get("containerPort")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ports)
                .containsExactly(only(entrypoint(), "--startPort (\\d+)"), only(entrypoint(), "--port (\\d+)"));
        assertThat(only(Files.readString(Path.of("../docker/Dockerfile")), "EXPOSE (.*)")
                        .split(" "))
                .containsExactlyInAnyOrder(ports.toArray(String[]::new));
        for (String file : List.of("base/services.yaml", "base/network.yaml", "overlays/example/ingress.yaml")) {
            assertThat(all(Files.readString(KUBERNETES.resolve(file)), "port: (\\d+)"))
                    .isSubsetOf(ports);
        }
        assertThat(only(entrypoint(), "dns:\\$EMS_CLUSTER_DNS:(\\d+)")).isIn(ports);
    }

    /** Whoever sets something that nobody reads, believes that it is set. */
    @Test
    void everySettingIsKnown() throws IOException {
        String known = Files.readString(Path.of("../../README.md")) + entrypoint();
        List<String> set =
                new ArrayList<>(all(Files.readString(KUBERNETES.resolve("base/deployment.yaml")), "(EMS_\\w+)"));
        set.addAll(all(Files.readString(KUBERNETES.resolve("overlays/example/kustomization.yaml")), "(EMS_\\w+)"));
        assertThat(set)
                .hasSizeGreaterThan(8)
                .allSatisfy(setting -> assertThat(known).contains(setting.replaceFirst("_FILE$", "")));
    }

    @Test
    void secretsAreFilesAndNeverValues() throws IOException {
        List<?> environment = list(container().get("env"));
        assertThat(environment.stream()
                        .map(each -> ((Map<?, ?>) each).get("name").toString())
                        .filter(name -> name.contains("PASSWORD") || name.contains("URI")))
                .hasSize(3)
                .allSatisfy(name -> assertThat(name).endsWith("_FILE"));
        assertThat(Files.readString(KUBERNETES.resolve("overlays/example/kustomization.yaml")))
                .doesNotContain("PASSWORD", "EMS_RABBITMQ_URI");
        assertThat(all(entrypoint(), "for name in (.*); do"))
                .containsExactly("EMS_DB_PASSWORD EMS_RABBITMQ_URI" + " EMS_ADMIN_PASSWORD");
    }

    /** The image starts what {@code ./ems up} starts. */
    @Test
    void theImageStartsTheServerAsTheLauncherDoes() throws IOException {
        String launcher = Files.readString(Path.of("src/main/java/energy/ems/launcher/PayaraNode.java"));
        Set<String> missing = new TreeSet<>(all(launcher, "\"(--\\w+|-[DX][\\w.:+]{4,}=?[\\w.]*)"));
        missing.removeAll(all(entrypoint(), "(?<=\\s)(--\\w+|-[DX][\\w.:+]{4,}=?[\\w.]*)"));

        // The heap goes by the container's memory, and the grace is an option of Payara Micro.
        assertThat(missing).containsExactly("-Dfish.payara.shutdowngrace=");
    }

    private static Map<?, ?> pod() throws IOException {
        return (Map<?, ?>) at(only("base/deployment.yaml"), "spec", "template", "spec");
    }

    private static Map<?, ?> container() throws IOException {
        return (Map<?, ?>) list(pod().get("containers")).get(0);
    }

    private static List<String> mounts() throws IOException {
        return list(container().get("volumeMounts")).stream()
                .map(mount -> ((Map<?, ?>) mount).get("mountPath").toString())
                .toList();
    }

    private static List<String> volumesOf(String image) {
        return all(only(image, "VOLUME \\[(.*)]"), "\"([^\"]+)\"");
    }

    private static Map<?, ?> only(String file) throws IOException {
        List<Object> documents = StreamSupport.stream(
                        new Yaml()
                                .loadAll(Files.readString(KUBERNETES.resolve(file)))
                                .spliterator(),
                        false)
                .toList();
        assertThat(documents).hasSize(1);
        return (Map<?, ?>) documents.get(0);
    }

    private static Object at(Map<?, ?> from, String... path) {
        Object value = from;
        for (String step : path) {
            value = ((Map<?, ?>) value).get(step);
        }
        assertThat(value).as(String.join(".", path)).isNotNull();
        return value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    private static String entrypoint() throws IOException {
        return Files.readString(Path.of("../docker/entrypoint.sh"));
    }

    private static String only(String text, String expression) {
        List<String> found = all(text, expression);
        assertThat(found).as(expression).hasSize(1);
        return found.get(0);
    }

    private static List<String> all(String text, String expression) {
        return Pattern.compile(expression)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
