package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What the examples of Traefik and HAProxy speak with browsers. */
class TlsTest {

    private static final String PASSWORD = "of a test's certificate";

    @TempDir
    private Path directory;

    private final String haproxy;

    TlsTest() throws IOException {
        haproxy = Files.readString(Path.of("../haproxy/haproxy.cfg"));
    }

    @Test
    void bothSpeakTheSame() throws IOException {
        Map<?, ?> tls = section(new Yaml().load(Files.readString(Path.of("../traefik/tls.yaml"))), "tls");
        Map<?, ?> options = section(section(tls, "options"), "default");

        assertThat(options.get("minVersion")).isEqualTo("VersionTLS12");
        assertThat(haproxy).contains("ssl-min-ver TLSv1.2");
        assertThat(only("ssl-default-bind-ciphers (\\S+)").split(":"))
                .hasSize(6)
                .containsExactlyElementsOf(((List<?>) options.get("cipherSuites"))
                        .stream().map(name -> openSsl(name.toString())).toList());
    }

    /** Both with a key of its own for each connection, and authenticated. */
    @Test
    void neitherSpeaksWhatIsWeak() {
        assertThat(only("ssl-default-bind-ciphers (\\S+)").split(":"))
                .allSatisfy(
                        name -> assertThat(name).matches("ECDHE-(ECDSA|RSA)-(AES\\d+-GCM-SHA\\d+|CHACHA20-POLY1305)"));
    }

    @Test
    void haproxyTakesTheExample() throws Exception {
        Path program = Path.of("/usr/sbin/haproxy");
        assumeTrue(Files.isExecutable(program), "no haproxy on this machine");
        Path certificate = certificate();
        Path file = Files.writeString(
                directory.resolve("haproxy.cfg"), haproxy.replace("/etc/haproxy/ems.pem", certificate.toString()));

        assertThat(run(program.toString(), "-c", "-f", file.toString()))
                .contains("valid")
                .doesNotContain("ALERT", "WARNING");
    }

    /** With its key, as HAProxy wants them. */
    private Path certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "ems",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ems.example.org");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        return Files.writeString(
                directory.resolve("ems.pem"),
                pem("CERTIFICATE", keys.getCertificate("ems").getEncoded())
                        + pem(
                                "PRIVATE KEY",
                                keys.getKey("ems", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Map<?, ?> section(Map<?, ?> of, String name) {
        return (Map<?, ?>) of.get(name);
    }

    private static String openSsl(String name) {
        return name.replace("TLS_", "")
                .replace("_WITH", "")
                .replace("AES_", "AES")
                .replace("POLY1305_SHA256", "POLY1305")
                .replace('_', '-');
    }

    private String only(String expression) {
        List<String> found = Pattern.compile(expression)
                .matcher(haproxy)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(found).as(expression).hasSize(1);
        return found.get(0);
    }
}
