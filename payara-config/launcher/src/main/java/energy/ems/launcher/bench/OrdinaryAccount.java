package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import energy.ems.launcher.Rest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.UUID;

/** A user of the portal with a meter, made for the bench and taken away again. */
final class OrdinaryAccount implements AutoCloseable {

    private final Run run;
    private final Rest rest;
    private final String username;
    private final String password;
    private Fleet fleet;

    private OrdinaryAccount(Run run, Rest rest) {
        this.run = run;
        this.rest = rest;
        this.username = "bench-" + UUID.randomUUID().toString().substring(0, 8);
        this.password = UUID.randomUUID().toString();
    }

    static OrdinaryAccount create(Run run) throws IOException {
        String admin = run.adminPassword()
                .orElseThrow(() -> new Problem("This is measured at the portal: set EMS_ADMIN_PASSWORD to the password"
                        + " of the account admin"));
        OrdinaryAccount account =
                new OrdinaryAccount(run, new Rest(run.system().described().http(), "admin", admin));
        account.post(
                "users",
                Json.createObjectBuilder()
                        .add("username", account.username)
                        .add("password", account.password)
                        .add("role", "USER")
                        .add("must_change_password", false)
                        .build());
        return account;
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    /** One meter, which belongs to the account. */
    Fleet fleet(long measurements) throws Exception {
        fleet = new Fleet("own", 1, Fleet.Mode.INTERVAL, measurements);
        post(
                "devices",
                Json.createObjectBuilder()
                        .add("id", fleet.id(0))
                        .add("name", "Meter of " + username)
                        .add("owner", username)
                        .add("settings_valid_from", "ALWAYS")
                        .build());
        run.system().awaitMonitored(fleet.prefix(), 1);
        return fleet;
    }

    private void post(String path, JsonObject body) throws IOException {
        Rest.Answer answer = rest.post(path, body);
        if (answer.status() != Rest.CREATED) {
            throw new Problem(path + " answers " + answer.status() + ": " + answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        if (fleet != null) {
            rest.delete("devices/" + fleet.id(0));
        }
        rest.delete("users/" + username);
    }
}
