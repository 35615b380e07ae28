package energy.ems.acceptance;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A logged-in session without a browser: what a browser's cookie jar and WebSocket do. */
final class BrowserSession {

    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");

    private final URI portal;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private BrowserSession(URI portal) {
        this.portal = portal;
    }

    /** Fills in the login form, whatever its fields are called. */
    static BrowserSession login(URI portal, String username, String password) {
        BrowserSession session = new BrowserSession(portal);
        URI page = portal.resolve("login.xhtml");
        String html = session.send(HttpRequest.newBuilder(page).GET()).body();
        Map<String, String> form = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(html);
        while (inputs.find()) {
            String input = inputs.group();
            String name = attribute(input, "name");
            switch (attribute(input, "type")) {
                case "text", "email" -> form.put(name, username);
                case "password" -> form.put(name, password);
                case "hidden", "submit" -> form.put(name, attribute(input, "value"));
                default -> {
                    // A check box that stays empty.
                }
            }
        }
        form.remove("");
        // BEWARE: the first form's action is the page itself; the session's id is in the cookie only.
        HttpResponse<String> answer = session.send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin(portal))
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
        if (answer.statusCode() != 200 || answer.uri().getPath().endsWith("login.xhtml")) {
            throw new AssertionError(
                    "login of " + username + " ended at " + answer.uri() + " with " + answer.statusCode());
        }
        return session;
    }

    /** A page as this user sees it. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(portal.resolve(path)).GET());
    }

    AlertSocket alerts() {
        return alerts("");
    }

    /** Connects again, and gets what came after this alert first. */
    AlertSocket alertsAfter(long sequence) {
        return alerts("?after=" + sequence);
    }

    private AlertSocket alerts(String query) {
        String cookie = cookies.getCookieStore().get(portal).stream()
                .map(entry -> entry.getName() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
        AlertSocket socket = new AlertSocket();
        WebSocket connection = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", cookie)
                .header("Origin", origin(portal))
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(
                        URI.create("ws"
                                + portal.resolve("ws/alerts" + query).toString().substring(4)),
                        socket)
                .join();
        return socket.on(connection);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String origin(URI portal) {
        return portal.getScheme() + "://" + portal.getAuthority();
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&").replace("&#43;", "+") : "";
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
