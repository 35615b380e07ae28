package energy.ems.web.security;

import static energy.ems.boundary.Roles.ADMINISTRATOR;
import static energy.ems.boundary.Roles.OPERATOR;
import static energy.ems.boundary.Roles.USER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of every path that EMS serves and who may reach it. What is not in the table is not served.
 *
 * <p>Each page stands here by its full name on purpose: a page that nobody wrote a rule for is refused, and the test
 * {@code AccessRulesTest} fails until somebody has thought about who may see it. In a template, <code>{name}</code>
 * stands for exactly one path segment and a trailing <code>/**</code> for everything below.
 *
 * <p>Immutable and thread-safe.
 */
public final class AccessRules {

    /** Paths that the rules are made of; the Faces pages refer to them as well. */
    public static final String LOGIN_PAGE = "/login.xhtml";

    static final String WELCOME = "/welcome";

    public static final String CODE_PAGE = "/code.xhtml";
    public static final String PASSWORD_PAGE = "/password.xhtml";
    public static final String HOME_PAGE = "/index.xhtml";

    /** Where a browser sets out to the provider of the single sign-on, and where it comes back to. */
    public static final String SIGN_ON = "/sign-on";

    static final String SIGN_ON_RETURN = SIGN_ON + "/return";

    static final String DEVICES_PAGE = "/devices.xhtml";
    static final String IMPORTS_PAGE = "/imports.xhtml";
    static final String API = "/api/";
    private static final String API_ROOT = "/api/v1/";
    static final String API_DEVICE_IMPORT = API_ROOT + "devices/import";
    /** Where files of readings are sent. */
    static final Pattern API_READING_IMPORTS = patternOf(API_ROOT + "devices/{id}/imports");

    static final String API_OWN_PASSWORD = API_ROOT + "account/password";
    static final String ALERT_SOCKET = "/ws/alerts";

    /** Who may pass. */
    public sealed interface Admission {
        /** Anybody, logged in or not. */
        record Everyone() implements Admission {}

        /** Only callers who have one of these roles. */
        record Roles(Set<String> names) implements Admission {}
    }

    /**
     * @param methods the HTTP methods that this rule is for; empty for all
     * @param template the path below the context root
     * @param inPerson whether an API token is not good for it: a leaked one must not lead to passwords, roles or tokens
     */
    public record Rule(Set<String> methods, String template, Admission admission, boolean inPerson, Pattern pattern) {

        boolean matches(String path) {
            return pattern.matcher(path).matches();
        }

        boolean isFor(String method) {
            return methods.isEmpty() || methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
        }
    }

    private static final Admission EVERYONE = new Admission.Everyone();
    private static final Admission LOGGED_IN = new Admission.Roles(Set.of(USER, OPERATOR, ADMINISTRATOR));
    private static final Admission STAFF = new Admission.Roles(Set.of(OPERATOR, ADMINISTRATOR));
    /** That an alert was seen is for its owner and for administrators to say; operators see to it, and say what they did. */
    private static final Admission ALERT_READERS = new Admission.Roles(Set.of(USER, ADMINISTRATOR));

    private static final Admission ADMINISTRATORS = new Admission.Roles(Set.of(ADMINISTRATOR));

    private final List<Rule> rules = new ArrayList<>();

    private AccessRules() {}

    /** The rules of EMS. */
    public static AccessRules ofEms() {
        AccessRules table = new AccessRules();
        table.pages();
        table.api();
        return table;
    }

    private void pages() {
        page(EVERYONE, LOGIN_PAGE);
        // Only for whom a code is awaited from: see the Gate.
        page(EVERYONE, CODE_PAGE);
        get(EVERYONE, SIGN_ON);
        get(EVERYONE, SIGN_ON_RETURN);
        any(EVERYONE, "/jakarta.faces.resource/**");
        get(EVERYONE, "/favicon.ico");
        // For proxies; tells no more than whether the server goes on.
        get(EVERYONE, WELCOME);

        page(LOGGED_IN, HOME_PAGE);
        page(LOGGED_IN, PASSWORD_PAGE);
        page(LOGGED_IN, "/consumption.xhtml");
        page(LOGGED_IN, "/places.xhtml");
        page(LOGGED_IN, "/groups.xhtml");
        page(LOGGED_IN, "/bill.xhtml");
        page(LOGGED_IN, "/alerts.xhtml");
        page(LOGGED_IN, "/account.xhtml");
        page(LOGGED_IN, "/messages.xhtml");
        page(LOGGED_IN, "/reports.xhtml");
        page(LOGGED_IN, "/rest.xhtml");
        get(LOGGED_IN, ALERT_SOCKET);

        page(STAFF, DEVICES_PAGE);
        page(STAFF, "/portfolio.xhtml");
        page(STAFF, "/audit.xhtml");
        page(STAFF, "/security.xhtml");
        page(STAFF, "/unassigned.xhtml");
        page(STAFF, "/quarantine.xhtml");
        page(STAFF, "/findings.xhtml");
        page(STAFF, "/dead-letters.xhtml");
        page(STAFF, "/readings.xhtml");
        page(STAFF, IMPORTS_PAGE);
        page(STAFF, "/synchronisation.xhtml");
        page(STAFF, "/system.xhtml");
        page(ADMINISTRATORS, "/users.xhtml");
        page(ADMINISTRATORS, "/tariffs.xhtml");
        page(ADMINISTRATORS, "/storage.xhtml");
    }

    private void api() {
        api("GET", ADMINISTRATORS, "users");
        inPerson("POST", ADMINISTRATORS, "users");
        api("GET", ADMINISTRATORS, "users/{username}");
        inPerson("PUT", ADMINISTRATORS, "users/{username}");
        inPerson("DELETE", ADMINISTRATORS, "users/{username}");
        api("GET", ADMINISTRATORS, "users/{username}/tokens");
        inPerson("DELETE", ADMINISTRATORS, "users/{username}/tokens/{id}");
        inPerson("DELETE", ADMINISTRATORS, "users/{username}/sign-on");

        api("GET", LOGGED_IN, "devices");
        api("POST", ADMINISTRATORS, "devices");
        api("POST", ADMINISTRATORS, "devices/import");
        api("GET", LOGGED_IN, "devices/{id}");
        api("PUT", ADMINISTRATORS, "devices/{id}");
        api("DELETE", ADMINISTRATORS, "devices/{id}");
        api("GET", LOGGED_IN, "devices/{id}/history");
        api("GET", LOGGED_IN, "devices/{id}/consumption");
        api("GET", LOGGED_IN, "places");
        api("GET", LOGGED_IN, "places/consumption");
        // Administrators make groups for all, others their own.
        api("GET", LOGGED_IN, "groups");
        api("POST", LOGGED_IN, "groups");
        api("GET", LOGGED_IN, "groups/{id}");
        api("PUT", LOGGED_IN, "groups/{id}");
        api("DELETE", LOGGED_IN, "groups/{id}");
        api("GET", LOGGED_IN, "groups/{id}/consumption");
        api("GET", LOGGED_IN, "search");
        api("GET", LOGGED_IN, "devices/{id}/measurements");
        api("GET", LOGGED_IN, "devices/{id}/revisions");
        api("GET", LOGGED_IN, "devices/{id}/findings");
        api("GET", LOGGED_IN, "devices/{id}/state");
        api("GET", LOGGED_IN, "devices/{id}/cost");
        api("GET", LOGGED_IN, "devices/{id}/tariffs");
        api("PUT", ADMINISTRATORS, "devices/{id}/tariffs/{date}");
        api("DELETE", ADMINISTRATORS, "devices/{id}/tariffs/{date}");

        api("POST", ADMINISTRATORS, "devices/{id}/measurements");
        api("GET", STAFF, "devices/{id}/imports");
        api("POST", ADMINISTRATORS, "devices/{id}/imports");
        api("GET", STAFF, "devices/{id}/imports/{number}");
        api("DELETE", ADMINISTRATORS, "devices/{id}/imports/{number}");
        api("GET", ADMINISTRATORS, "devices/{id}/imports/{number}/preview");
        api("PUT", ADMINISTRATORS, "devices/{id}/imports/{number}/layout");
        api("POST", ADMINISTRATORS, "devices/{id}/imports/{number}/confirm");
        api("POST", ADMINISTRATORS, "devices/{id}/imports/{number}/undo");

        api("GET", LOGGED_IN, "devices/{id}/budget");
        api("PUT", LOGGED_IN, "devices/{id}/budget");
        api("GET", STAFF, "places/budget");
        api("PUT", ADMINISTRATORS, "places/budget");
        api("GET", STAFF, "places/tariffs");
        api("PUT", ADMINISTRATORS, "places/tariffs/{date}");
        api("DELETE", ADMINISTRATORS, "places/tariffs/{date}");
        api("GET", STAFF, "tariffs");
        api("POST", ADMINISTRATORS, "tariffs");
        api("GET", STAFF, "tariffs/{number}");
        api("PUT", ADMINISTRATORS, "tariffs/{number}");
        api("DELETE", ADMINISTRATORS, "tariffs/{number}");

        api("GET", LOGGED_IN, "alerts");
        api("GET", LOGGED_IN, "alerts/{id}");
        api("POST", ALERT_READERS, "alerts/acknowledge");
        api("POST", ALERT_READERS, "alerts/{id}/acknowledge");
        api("GET", LOGGED_IN, "alerts/{id}/history");
        api("POST", LOGGED_IN, "alerts/{id}/comments");
        api("PUT", STAFF, "alerts/{id}/assignment");
        api("GET", LOGGED_IN, "snoozes");
        api("GET", LOGGED_IN, "devices/{id}/snoozes");
        api("PUT", LOGGED_IN, "devices/{id}/snoozes/{kind}");
        api("DELETE", LOGGED_IN, "devices/{id}/snoozes/{kind}");

        api("GET", STAFF, "findings");
        api("GET", STAFF, "rulings");
        api("POST", ADMINISTRATORS, "devices/{id}/rulings");
        api("DELETE", ADMINISTRATORS, "devices/{id}/rulings/{timestamp}");
        api("GET", STAFF, "quarantine");
        api("GET", STAFF, "quarantine/groups");
        api("POST", ADMINISTRATORS, "quarantine/release");
        api("POST", ADMINISTRATORS, "quarantine/discard");
        api("GET", STAFF, "dead-letters");
        api("POST", ADMINISTRATORS, "dead-letters/replay");
        api("POST", ADMINISTRATORS, "dead-letters/discard");
        api("GET", STAFF, "unassigned");
        api("GET", STAFF, "recomputations");
        api("GET", STAFF, "recomputations/{id}");
        api("POST", ADMINISTRATORS, "recomputations");

        api("GET", LOGGED_IN, "account");
        // It is where messages and reports go: with a leaked token nobody shall have them sent elsewhere.
        inPerson("PUT", LOGGED_IN, "account");
        inPerson("PUT", LOGGED_IN, "account/password");
        api("GET", LOGGED_IN, "account/tokens");
        inPerson("POST", LOGGED_IN, "account/tokens");
        inPerson("DELETE", LOGGED_IN, "account/tokens/{id}");

        api("GET", LOGGED_IN, "notifications");
        // With a leaked token nobody shall have alerts sent elsewhere.
        inPerson("PUT", LOGGED_IN, "notifications");
        inPerson("POST", LOGGED_IN, "notifications/secret");
        api("POST", LOGGED_IN, "notifications/test");
        api("GET", LOGGED_IN, "notifications/attempts");
        api("GET", LOGGED_IN, "notifications/browser");

        api("GET", LOGGED_IN, "reports");
        api("POST", LOGGED_IN, "reports");
        api("GET", LOGGED_IN, "reports/choice");
        api("PUT", LOGGED_IN, "reports/choice");
        api("GET", LOGGED_IN, "reports/{id}");

        api("GET", LOGGED_IN, "openapi");

        api("GET", STAFF, "audit");
        api("GET", STAFF, "system");
        api("GET", ADMINISTRATORS, "storage");
        api("GET", STAFF, "synchronisation");
        api("POST", STAFF, "synchronisation/compare");
        api("POST", ADMINISTRATORS, "synchronisation/resend");
    }

    private void api(String method, Admission admission, String template) {
        add(Set.of(method), API_ROOT + template, admission, false);
    }

    private void inPerson(String method, Admission admission, String template) {
        add(Set.of(method), API_ROOT + template, admission, true);
    }

    private void page(Admission admission, String template) {
        add(Set.of("GET", "POST"), template, admission, false);
    }

    private void get(Admission admission, String template) {
        add(Set.of("GET"), template, admission, false);
    }

    private void any(Admission admission, String template) {
        add(Set.of(), template, admission, false);
    }

    private void add(Set<String> methods, String template, Admission admission, boolean inPerson) {
        rules.add(new Rule(methods, template, admission, inPerson, patternOf(template)));
    }

    private static Pattern patternOf(String template) {
        boolean everythingBelow = template.endsWith("/**");
        String stem = everythingBelow ? template.substring(0, template.length() - 3) : template;
        String expression = Arrays.stream(stem.split("/", -1))
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        return Pattern.compile(everythingBelow ? expression + "/.+" : expression, Pattern.DOTALL);
    }

    /** The rule for a request, or nothing when no rule lets anybody do this. */
    public Optional<Rule> find(String method, String path) {
        return rules.stream()
                .filter(rule -> rule.isFor(method) && rule.matches(path))
                .findFirst();
    }

    /** Whether the path is served at all, with whatever method. */
    public boolean knows(String path) {
        return rules.stream().anyMatch(rule -> rule.matches(path));
    }

    /** Every rule, in the order in which they are tried. */
    public List<Rule> all() {
        return List.copyOf(rules);
    }
}
