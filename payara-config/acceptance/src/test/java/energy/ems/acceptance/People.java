package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** One user of each role, made anew for a test class, and a device that belongs to none of them but to {@code owner}. */
final class People {

    static final String PASSPHRASE = "seven green bicycles in june";

    final Wire wire;
    final String administrator;
    final String administratorPassword;
    final String tag = UUID.randomUUID().toString().substring(0, 8);
    final String user = "user-" + tag;
    final String operator = "operator-" + tag;
    final String owner = "owner-" + tag;
    final String device = UUID.randomUUID().toString();

    People(Wire wire, String administrator, String administratorPassword) {
        this.wire = wire;
        this.administrator = administrator;
        this.administratorPassword = administratorPassword;
        create(user, "USER");
        create(operator, "OPERATOR");
        create(owner, "USER");
        assertThat(asAdministrator(
                                "POST",
                                "devices",
                                Json.createObjectBuilder()
                                        .add("id", device)
                                        .add("name", "Heat pump of " + owner)
                                        .add("owner", owner)
                                        .build())
                        .status())
                .isEqualTo(201);
    }

    /** Makes one more user. */
    void create(String username, String role) {
        assertThat(asAdministrator(
                                "POST",
                                "users",
                                Json.createObjectBuilder()
                                        .add("username", username)
                                        .add("password", PASSPHRASE)
                                        .add("role", role)
                                        .add("must_change_password", false)
                                        .build())
                        .status())
                .isEqualTo(201);
    }

    Wire.Answer asAdministrator(String method, String path, JsonObject body) {
        return api(method, path, body == null ? "" : body.toString(), basic(administrator, administratorPassword));
    }

    /** A call of the REST API with JSON. */
    Wire.Answer api(String method, String path, String body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return wire.request(method, "/ems/api/v1/" + path, body, all);
    }

    String passwordOf(String username) {
        return Map.of(administrator, administratorPassword).getOrDefault(username, PASSPHRASE);
    }

    static String basic(String username, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
