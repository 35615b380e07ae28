package energy.ems.acceptance;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real provider of OpenID Connect, on this machine: its realm is {@code keycloak-realm.json}, kept in memory. */
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "ems";
    static final String SECRET = "a secret of a test's client";
    static final String PASSWORD = "a password at the provider";

    private static final String REALM = "keycloak-realm.json";
    private static final String ADMINISTRATOR = "operator-of-the-provider";
    private static final Duration BOOT = Duration.ofMinutes(6);

    private final int port = Ports.free();
    private final Path log;
    private final Process server;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Begins to start; {@link #awaitReady()} says when it is there. */
    Keycloak(Path directory) {
        log = directory.resolve("keycloak.log");
        Path home = Artifacts.keycloak();
        try {
            Path imported = Files.createDirectories(home.resolve("data/import"));
            Files.copy(
                    Path.of(Keycloak.class.getResource("/" + REALM).getPath()),
                    imported.resolve("ems-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = Command.start(
                log,
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        // Not what the tests' own servers have: Keycloak chooses its garbage collector itself.
                        "JAVA_TOOL_OPTIONS",
                        "-XX:TieredStopAtLevel=1",
                        "JAVA_OPTS_KC_HEAP",
                        "-Xmx384m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMINISTRATOR,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD),
                List.of(
                        "/bin/sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm"));
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/ems";
    }

    Keycloak awaitReady() {
        try {
            await().atMost(BOOT).pollInterval(Duration.ofMillis(250)).until(() -> {
                if (!server.isAlive()) {
                    throw new IllegalStateException("Keycloak ended");
                }
                return isThere();
            });
            return this;
        } catch (RuntimeException e) {
            throw new IllegalStateException("Keycloak did not become ready:\n" + Command.tail(log), e);
        }
    }

    private boolean isThere() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                                            .timeout(Duration.ofSeconds(30))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Gives somebody a role of the realm. */
    void give(String username, String role) {
        change("POST", username, role);
    }

    void take(String username, String role) {
        change("DELETE", username, role);
    }

    private void change(String method, String username, String role) {
        String user =
                array("users?exact=true&username=" + username).getJsonObject(0).getString("id");
        String body = "[" + ask("GET", "roles/" + role, null) + "]";
        ask(method, "users/" + user + "/role-mappings/realm", body);
    }

    /** From now on another key signs, and the former one is known no more. */
    void rotateKeys() {
        JsonArray former = array("components?type=org.keycloak.keys.KeyProvider");
        ask(
                "POST",
                "components",
                "{\"name\": \"rotated\", \"providerId\": \"rsa-generated\","
                        + " \"providerType\": \"org.keycloak.keys.KeyProvider\","
                        + " \"config\": {\"priority\": [\"1000\"], \"algorithm\": [\"RS256\"]}}");
        former.getValuesAs(JsonObject.class).stream()
                .filter(provider -> provider.getString("providerId").equals("rsa-generated"))
                .forEach(provider -> ask("DELETE", "components/" + provider.getString("id"), null));
    }

    private JsonArray array(String path) {
        return Json.createReader(new StringReader(ask("GET", path, null))).readArray();
    }

    private String ask(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/admin/realms/ems/" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=" + ADMINISTRATOR + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        return Api.json(send(HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + port + "/realms/master/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form)))
                        .body())
                .getString("access_token");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Command.kill(server);
    }
}
