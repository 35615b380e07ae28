package energy.ems.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An authority of a test's own, and a server's key and certificate for {@code localhost}, signed by it. */
final class Certificates {

    /** Of the files that are here for one test. */
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static Certificates make(Path directory) {
        try {
            Certificates made = new Certificates(Files.createDirectories(directory));
            String[] validity = {"-validity", "2", "-keyalg", "RSA"};
            made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=EMS test", "-ext", "bc=ca:true", validity);
            made.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", made.file("ca.pem"));
            made.keytool("-genkeypair", "-alias", "server", "-dname", "CN=server", validity);
            made.keytool("-certreq", "-alias", "server", "-file", made.file("request"));
            made.keytool(
                    "-gencert",
                    "-alias",
                    "ca",
                    "-rfc",
                    "-ext",
                    "san=dns:localhost",
                    "-validity",
                    "2",
                    "-infile",
                    made.file("request"),
                    "-outfile",
                    made.file("server.pem"));
            made.writeKey();
            made.run(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "ca",
                    "-file",
                    made.file("ca.pem"),
                    "-keystore",
                    made.file("trusted.p12"),
                    "-storepass",
                    PASSWORD);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String authority() {
        return file("ca.pem");
    }

    String certificate() {
        return file("server.pem");
    }

    String key() {
        return file("server.key");
    }

    /** Has a Java trust this authority, and no other. */
    String javaOptions() {
        return "-Djavax.net.ssl.trustStore=" + file("trusted.p12") + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void keytool(Object... arguments) {
        run(Stream.concat(
                        Arrays.stream(arguments)
                                .flatMap(each -> each instanceof String[] several
                                        ? Arrays.stream(several)
                                        : Stream.of(each.toString())),
                        Stream.of("-keystore", file("keys.p12"), "-storepass", PASSWORD))
                .toArray(String[]::new));
    }

    private void run(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(Artifacts.java().resolveSibling("keytool").toString()), Stream.of(arguments))
                .toList();
        Command.run(directory.resolve("keytool.log"), Map.of(), Duration.ofMinutes(1), command);
    }

    /** In the form that servers read. */
    private void writeKey() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
        Files.writeString(
                directory.resolve("server.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }
}
