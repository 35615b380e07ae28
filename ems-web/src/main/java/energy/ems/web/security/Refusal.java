package energy.ems.web.security;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * An answer that says no, in the form its caller reads: problem details (RFC 9457) for programs, a small page for
 * people. It never carries a stack trace, a class name or a version.
 *
 * @param status the HTTP status, 400 to 599
 * @param detail what went wrong, in English, for problem details; null to say no more than the status does
 * @param pause how long to wait before trying again; null when waiting does not help
 */
public record Refusal(int status, String detail, Duration pause) {

    private static final String TEMPLATE = "/WEB-INF/error.html";
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    static Refusal of(int status, String detail) {
        return new Refusal(status, detail, null);
    }

    Refusal retryAfter(Duration after) {
        return new Refusal(status, detail, after);
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        if (pause != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
        }
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (wantsPage(request)) {
            response.setHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, PAGE_POLICY);
            response.setContentType("text/html");
            response.getWriter().write(page(request));
        } else {
            response.setContentType("application/problem+json");
            response.getWriter().write(problem().toString());
        }
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String path = pathBeforeError(request);
        return !Paths.isApi(path) && !path.equals(AccessRules.ALERT_SOCKET);
    }

    private static String pathBeforeError(HttpServletRequest request) {
        Object uri = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI);
        return uri instanceof String text && text.startsWith(request.getContextPath())
                ? text.substring(request.getContextPath().length())
                : Paths.of(request);
    }

    private JsonObject problem() {
        var problem = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title(status))
                .add("status", status);
        if (detail != null) {
            problem.add("detail", detail);
        }
        return problem.build();
    }

    private String page(HttpServletRequest request) throws IOException {
        Locale locale = request.getLocale();
        ResourceBundle texts = ResourceBundle.getBundle(
                "energy.ems.web.security.errors",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        try (InputStream template = request.getServletContext().getResourceAsStream(TEMPLATE)) {
            if (template == null) {
                return title(status);
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "{{language}}",
                            texts.getLocale().getLanguage().isEmpty()
                                    ? "en"
                                    : texts.getLocale().getLanguage())
                    .replace("{{status}}", Integer.toString(status))
                    .replace("{{title}}", text(texts, "title"))
                    .replace("{{text}}", text(texts, "text"))
                    .replace("{{action}}", texts.getString("action"))
                    .replace("{{root}}", request.getContextPath());
        }
    }

    private String text(ResourceBundle texts, String key) {
        try {
            return texts.getString(status + "." + key);
        } catch (MissingResourceException noTextOfItsOwn) {
            return texts.getString((status < 500 ? "4xx." : "5xx.") + key);
        }
    }

    /** The status in words (RFC 9110), which problem details have for a title when their type is about:blank. */
    public static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Server Error";
        };
    }
}
