package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers behind a proxy of this machine, and without one. */
class FrontDoorTest {

    @TempDir
    private Path bin;

    private final Map<String, String> environment = new HashMap<>(Map.of("EMS_HTTP_PORT", "9000"));

    @Test
    void withoutAProxyEachServerIsReachedByItself() {
        FrontDoor door = door(2);

        assertThat(door.portal()).isEqualTo("http://127.0.0.1:9000/ems/");
        assertThat(door.serverPorts()).containsExactly(9000, 9001);
        assertThat(door.environment()).containsOnlyKeys("EMS_HTTP_ADDRESS");
    }

    @Test
    void behindAProxyTheServersListenOnThisMachineAloneAndBelieveNobodyElse() throws IOException {
        install("haproxy");
        environment.put("EMS_HTTP_ADDRESS", "0.0.0.0");
        FrontDoor door = door(2);

        assertThat(door.portal()).isEqualTo("http://127.0.0.1:9000/ems/");
        assertThat(door.serverPorts()).containsExactly(9001, 9002);
        assertThat(door.portalOf(2)).isEqualTo("http://127.0.0.1:9002/ems/");
        assertThat(door.environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("EMS_HTTP_ADDRESS", "127.0.0.1", "EMS_TRUSTED_PROXIES", "127.0.0.1"));
        assertThat(HaproxyFile.of(door))
                .contains("bind 0.0.0.0:9000\n", "server node2 127.0.0.1:9002 cookie node2 ")
                .contains("http-request del-header X-Forwarded-For\n", "set-var(txn.visitor) src\n    # Each")
                .doesNotContain("${");
    }

    @Test
    void oneServerNeedsNoProxy() throws IOException {
        install("haproxy");

        assertThat(door(1).proxy()).isEmpty();
        assertThat(door(1).serverPorts()).containsExactly(9000);
    }

    @Test
    void traefikIsTakenFirst() throws IOException {
        install("haproxy");
        install("traefik");
        FrontDoor door = door(2);

        assertThat(door.proxy())
                .hasValueSatisfying(found -> assertThat(found.title()).isEqualTo("Traefik"));
        assertThat(TraefikFiles.listening(door, Path.of("/data/a \"b\"/routes.yaml")))
                .contains("address: \"127.0.0.1:9000\"", "filename: \"/data/a \\\"b\\\"/routes.yaml\"")
                .doesNotContain("forwardedHeaders");
        assertThat(TraefikFiles.routes(door)).contains("url: http://127.0.0.1:9001\n", "url: http://127.0.0.1:9002\n");
    }

    @Test
    void whatIsNamedHasToBeThere() {
        environment.put("EMS_TRAEFIK", bin.resolve("traefik").toString());

        assertThatThrownBy(() -> door(2)).isInstanceOf(Problem.class).hasMessageContaining("EMS_TRAEFIK");
    }

    @Test
    void aProxyOfTheUsersOwnBeforeItIsBelieved() throws IOException {
        install("haproxy");
        environment.put("EMS_TRUSTED_PROXIES", "10.1.0.0/16, 192.0.2.7");
        FrontDoor door = door(2);

        assertThat(door.environment()).containsEntry("EMS_TRUSTED_PROXIES", "10.1.0.0/16, 192.0.2.7,127.0.0.1");
        assertThat(HaproxyFile.of(door)).contains("del-header X-Forwarded-For unless { src 10.1.0.0/16 192.0.2.7 }\n");
        assertThat(TraefikFiles.listening(door, Path.of("routes.yaml")))
                .contains("trustedIPs: [\"10.1.0.0/16\", \"192.0.2.7\"]");
        assertThat(TraefikFiles.routes(door))
                .contains("&& (ClientIP(`10.1.0.0/16`) || ClientIP(`192.0.2.7`))\n")
                .contains("excludedIPs: [\"10.1.0.0/16\", \"192.0.2.7\"]\n");
    }

    /** Whoever is about to stop is left before it is gone, and so is whoever has frozen. */
    @Test
    void serversAreAskedWhetherTheyWelcomeVisitorsMoreOftenThanTheyServeOn() throws IOException {
        install("haproxy");

        assertThat(HaproxyFile.of(door(2)))
                .contains("check inter 1s fastinter 300ms fall 3")
                .containsSubsequence("backend ready", "uri /ems/welcome ", "uri /health/ready ", "backend sockets")
                .contains(
                        "server node2 127.0.0.1:9002 cookie node2 track ready/node2 on-marked-down shutdown-sessions");
        assertThat(TraefikFiles.routes(door(2))).contains("path: /ems/welcome, interval: 1s, timeout: 4s");
    }

    @Test
    void haproxyTakesWhatIsWritten() throws IOException, InterruptedException {
        Path program = Path.of("/usr/sbin/haproxy");
        assumeTrue(Files.isExecutable(program), "no haproxy on this machine");
        install("haproxy");
        environment.put("EMS_TRUSTED_PROXIES", "10.1.0.0/16, 192.0.2.7");
        Path file = Files.writeString(bin.resolve("haproxy.cfg"), HaproxyFile.of(door(3)));

        Process check = new ProcessBuilder(program.toString(), "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("valid")
                .doesNotContain("ALERT", "WARNING");
        assertThat(check.waitFor()).isZero();
    }

    private FrontDoor door(int nodes) {
        environment.put("PATH", bin.toString());
        return FrontDoor.of(Settings.of(Path.of("/ems"), environment), nodes);
    }

    private void install(String name) throws IOException {
        Path file = Files.createFile(bin.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
