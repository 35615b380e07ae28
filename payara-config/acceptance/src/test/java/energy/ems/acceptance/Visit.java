package energy.ems.acceptance;

import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser's visit to the portal, on the wire: it keeps the cookies and fills in the login form. */
final class Visit {

    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final Wire wire;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Visit(Wire wire) {
        this.wire = wire;
    }

    /** A server that has many passwords to check sends some away, who come again. */
    static Visit loggedIn(Wire wire, String username, String password) {
        Visit visit = new Visit(wire);
        await("login of " + username)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .pollDelay(Duration.ZERO)
                .until(() -> visit.login(username, password, "/ems/login.xhtml").status() == 302);
        return visit;
    }

    /** Answers what the login form's POST was answered with. */
    Wire.Answer login(String username, String password, String page) {
        Map<String, String> form = form(get(page).body());
        form.replaceAll((name, value) -> switch (value) {
            case "\0text" -> username;
            case "\0password" -> password;
            default -> value;
        });
        return post(page, form);
    }

    Wire.Answer get(String target, String... headers) {
        return keep(wire.get(target, with(headers)));
    }

    Wire.Answer request(String method, String target, String body, String... headers) {
        return keep(wire.request(method, target, body, with(headers)));
    }

    Wire.Answer post(String target, Map<String, String> form) {
        return request("POST", target, encode(form), FORM, "Origin: " + wire.origin());
    }

    String cookie() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    String session() {
        return cookies.getOrDefault("EMSSESSION", "");
    }

    void plant(String name, String value) {
        cookies.put(name, value);
    }

    /** The first form's fields; those that a person fills in are marked. */
    static Map<String, String> form(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(html);
        while (inputs.find()) {
            String input = inputs.group();
            switch (attribute(input, "type")) {
                case "text" -> fields.put(attribute(input, "name"), "\0text");
                case "password" -> fields.put(attribute(input, "name"), "\0password");
                case "hidden", "submit" -> fields.put(attribute(input, "name"), attribute(input, "value"));
                default -> {
                    // A check box that stays empty.
                }
            }
        }
        fields.remove("");
        return fields;
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&").replace("&#43;", "+") : "";
    }

    private String[] with(String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + (cookies.isEmpty() ? 0 : 1));
        if (!cookies.isEmpty()) {
            all[headers.length] = "Cookie: " + cookie();
        }
        return all;
    }

    private Wire.Answer keep(Wire.Answer answer) {
        for (String cookie : answer.headersNamed("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }
}
