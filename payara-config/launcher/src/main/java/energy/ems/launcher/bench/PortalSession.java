package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import energy.ems.launcher.bench.attack.LoginForm;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** What a browser of the administrator's does: it logs in, gets pages and listens to alerts. */
final class PortalSession {

    private static final String ADMINISTRATOR = "admin";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI portal;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private PortalSession(URI portal) {
        this.portal = portal;
    }

    /** @throws Problem that says what to do, when the password is unknown or wrong */
    static PortalSession login(Run run) throws IOException {
        String password = run.adminPassword()
                .orElseThrow(() -> new Problem("This is measured at the portal, as the account admin: set"
                        + " EMS_ADMIN_PASSWORD to its password"));
        PortalSession session =
                new PortalSession(URI.create(run.system().described().http()));
        session.login(password);
        return session;
    }

    private void login(String password) throws IOException {
        URI page = portal.resolve("login.xhtml");
        String form = LoginForm.filled(send(HttpRequest.newBuilder(page).GET()).body(), ADMINISTRATOR, password);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (answer.statusCode() != 200 || answer.uri().getPath().endsWith("login.xhtml")) {
            throw new Problem("The account admin cannot log in: set EMS_ADMIN_PASSWORD to its password");
        }
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(portal.resolve(path)).GET());
    }

    /**
     * Returns when it is connected.
     *
     * @param seen the number of the last alert that is known: what came after it is sent
     */
    WebSocket alerts(long seen, WebSocket.Listener listener) throws IOException {
        String cookie = cookies.getCookieStore().get(portal).stream()
                .map(entry -> entry.getName() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
        try {
            return http.newWebSocketBuilder()
                    .header("Cookie", cookie)
                    .header("Origin", origin())
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(
                            URI.create("ws"
                                    + portal.resolve("ws/alerts?after=" + seen)
                                            .toString()
                                            .substring("http".length())),
                            listener)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("The WebSocket for alerts refuses: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
    }

    private String origin() {
        return portal.getScheme() + "://" + portal.getAuthority();
    }
}
