package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may do what: every page, every method of the REST API and the socket, with each role and without a login. The
 * table is written down here a second time on purpose, apart from the server's own. As {@link HostileProbesIT}, for each
 * deployment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {

    private enum Who {
        STRANGER,
        USER,
        OPERATOR,
        ADMINISTRATOR
    }

    private static final Set<Who> EVERYONE = Set.of(Who.values());
    private static final Set<Who> LOGGED_IN = Set.of(Who.USER, Who.OPERATOR, Who.ADMINISTRATOR);
    private static final Set<Who> ALERT_READERS = Set.of(Who.USER, Who.ADMINISTRATOR);
    private static final Set<Who> STAFF = Set.of(Who.OPERATOR, Who.ADMINISTRATOR);
    private static final Set<Who> ADMINISTRATORS = Set.of(Who.ADMINISTRATOR);

    private static final Map<String, Set<Who>> PAGES = Map.ofEntries(
            Map.entry("login.xhtml", EVERYONE),
            Map.entry("welcome", EVERYONE),
            // Between the password and the login only; see SecondFactorIT.
            Map.entry("code.xhtml", Set.of()),
            Map.entry("index.xhtml", LOGGED_IN),
            Map.entry("password.xhtml", LOGGED_IN),
            Map.entry("account.xhtml", LOGGED_IN),
            Map.entry("messages.xhtml", LOGGED_IN),
            Map.entry("rest.xhtml", LOGGED_IN),
            Map.entry("reports.xhtml", LOGGED_IN),
            Map.entry("consumption.xhtml", LOGGED_IN),
            Map.entry("places.xhtml", LOGGED_IN),
            Map.entry("groups.xhtml", LOGGED_IN),
            Map.entry("bill.xhtml", LOGGED_IN),
            Map.entry("alerts.xhtml", LOGGED_IN),
            Map.entry("portfolio.xhtml", STAFF),
            Map.entry("devices.xhtml", STAFF),
            Map.entry("audit.xhtml", STAFF),
            Map.entry("security.xhtml", STAFF),
            Map.entry("unassigned.xhtml", STAFF),
            Map.entry("quarantine.xhtml", STAFF),
            Map.entry("findings.xhtml", STAFF),
            Map.entry("dead-letters.xhtml", STAFF),
            Map.entry("readings.xhtml", STAFF),
            Map.entry("imports.xhtml", STAFF),
            Map.entry("synchronisation.xhtml", STAFF),
            Map.entry("system.xhtml", STAFF),
            Map.entry("tariffs.xhtml", ADMINISTRATORS),
            Map.entry("storage.xhtml", ADMINISTRATORS),
            Map.entry("users.xhtml", ADMINISTRATORS));

    /** The methods, with ids that do not exist and bodies that are not valid, so that nothing is changed. */
    private static final Map<String, Set<Who>> API = Map.ofEntries(
            Map.entry("GET users", ADMINISTRATORS),
            Map.entry("POST users", ADMINISTRATORS),
            Map.entry("GET users/nobody", ADMINISTRATORS),
            Map.entry("PUT users/nobody", ADMINISTRATORS),
            Map.entry("DELETE users/nobody", ADMINISTRATORS),
            Map.entry("GET users/nobody/tokens", ADMINISTRATORS),
            Map.entry("DELETE users/nobody/tokens/999999999", ADMINISTRATORS),
            Map.entry("DELETE users/nobody/sign-on", ADMINISTRATORS),
            Map.entry("GET devices", LOGGED_IN),
            Map.entry("POST devices", ADMINISTRATORS),
            Map.entry("POST devices/import", ADMINISTRATORS),
            Map.entry("GET devices/nothing", LOGGED_IN),
            Map.entry("PUT devices/nothing", ADMINISTRATORS),
            Map.entry("DELETE devices/nothing", ADMINISTRATORS),
            Map.entry("GET devices/nothing/history", LOGGED_IN),
            Map.entry("GET devices/nothing/consumption", LOGGED_IN),
            Map.entry("GET places", LOGGED_IN),
            Map.entry("GET places/consumption?place=nothing", LOGGED_IN),
            Map.entry("GET groups", LOGGED_IN),
            Map.entry("POST groups", LOGGED_IN),
            Map.entry("GET groups/nothing", LOGGED_IN),
            Map.entry("PUT groups/nothing", LOGGED_IN),
            Map.entry("DELETE groups/nothing", LOGGED_IN),
            Map.entry("GET groups/nothing/consumption", LOGGED_IN),
            Map.entry("GET search?q=nothing", LOGGED_IN),
            Map.entry("GET devices/nothing/state", LOGGED_IN),
            Map.entry("GET devices/nothing/measurements", LOGGED_IN),
            Map.entry("POST devices/nothing/measurements", ADMINISTRATORS),
            Map.entry("GET devices/nothing/imports", STAFF),
            Map.entry("POST devices/nothing/imports", ADMINISTRATORS),
            Map.entry("GET devices/nothing/imports/999999999", STAFF),
            Map.entry("DELETE devices/nothing/imports/999999999", ADMINISTRATORS),
            Map.entry("GET devices/nothing/imports/999999999/preview", ADMINISTRATORS),
            Map.entry("PUT devices/nothing/imports/999999999/layout", ADMINISTRATORS),
            Map.entry("POST devices/nothing/imports/999999999/confirm", ADMINISTRATORS),
            Map.entry("POST devices/nothing/imports/999999999/undo", ADMINISTRATORS),
            Map.entry("GET openapi", LOGGED_IN),
            Map.entry("GET devices/nothing/revisions", LOGGED_IN),
            Map.entry("GET devices/nothing/findings", LOGGED_IN),
            Map.entry("GET devices/nothing/cost", LOGGED_IN),
            Map.entry("GET devices/nothing/tariffs", LOGGED_IN),
            Map.entry("PUT devices/nothing/tariffs/2026-11-01", ADMINISTRATORS),
            Map.entry("DELETE devices/nothing/tariffs/2026-11-01", ADMINISTRATORS),
            Map.entry("GET devices/nothing/budget", LOGGED_IN),
            Map.entry("PUT devices/nothing/budget", LOGGED_IN),
            Map.entry("GET places/budget", STAFF),
            Map.entry("PUT places/budget", ADMINISTRATORS),
            Map.entry("GET places/tariffs", STAFF),
            Map.entry("PUT places/tariffs/2026-11-01", ADMINISTRATORS),
            Map.entry("DELETE places/tariffs/2026-11-01", ADMINISTRATORS),
            Map.entry("GET tariffs", STAFF),
            Map.entry("POST tariffs", ADMINISTRATORS),
            Map.entry("GET tariffs/999999999", STAFF),
            Map.entry("PUT tariffs/999999999", ADMINISTRATORS),
            Map.entry("DELETE tariffs/999999999", ADMINISTRATORS),
            Map.entry("GET alerts", LOGGED_IN),
            Map.entry("GET alerts/999999999", LOGGED_IN),
            Map.entry("POST alerts/acknowledge", ALERT_READERS),
            Map.entry("POST alerts/999999999/acknowledge", ALERT_READERS),
            Map.entry("GET alerts/999999999/history", LOGGED_IN),
            Map.entry("POST alerts/999999999/comments", LOGGED_IN),
            Map.entry("PUT alerts/999999999/assignment", STAFF),
            Map.entry("GET snoozes", LOGGED_IN),
            Map.entry("GET devices/nothing/snoozes", LOGGED_IN),
            Map.entry("PUT devices/nothing/snoozes/LIMIT_EXCEEDED", LOGGED_IN),
            Map.entry("DELETE devices/nothing/snoozes/LIMIT_EXCEEDED", LOGGED_IN),
            Map.entry("GET findings", STAFF),
            Map.entry("GET rulings", STAFF),
            Map.entry("POST devices/nothing/rulings", ADMINISTRATORS),
            Map.entry("DELETE devices/nothing/rulings/2026-11-20T10:00:00Z", ADMINISTRATORS),
            Map.entry("GET quarantine", STAFF),
            Map.entry("GET quarantine/groups", STAFF),
            Map.entry("POST quarantine/release", ADMINISTRATORS),
            Map.entry("POST quarantine/discard", ADMINISTRATORS),
            Map.entry("GET dead-letters", STAFF),
            Map.entry("POST dead-letters/replay", ADMINISTRATORS),
            Map.entry("POST dead-letters/discard", ADMINISTRATORS),
            Map.entry("GET unassigned", STAFF),
            Map.entry("GET recomputations", STAFF),
            Map.entry("GET recomputations/999999999", STAFF),
            Map.entry("POST recomputations", ADMINISTRATORS),
            Map.entry("GET account", LOGGED_IN),
            Map.entry("PUT account", LOGGED_IN),
            Map.entry("PUT account/password", LOGGED_IN),
            Map.entry("GET account/tokens", LOGGED_IN),
            Map.entry("POST account/tokens", LOGGED_IN),
            Map.entry("DELETE account/tokens/999999999", LOGGED_IN),
            Map.entry("GET notifications", LOGGED_IN),
            Map.entry("PUT notifications", LOGGED_IN),
            Map.entry("POST notifications/secret", LOGGED_IN),
            Map.entry("POST notifications/test", LOGGED_IN),
            Map.entry("GET notifications/attempts", LOGGED_IN),
            Map.entry("GET reports", LOGGED_IN),
            Map.entry("POST reports", LOGGED_IN),
            Map.entry("GET reports/choice", LOGGED_IN),
            Map.entry("PUT reports/choice", LOGGED_IN),
            Map.entry("GET reports/999999999", LOGGED_IN),
            Map.entry("GET notifications/browser", LOGGED_IN),
            Map.entry("GET audit", STAFF),
            Map.entry("GET system", STAFF),
            Map.entry("GET storage", ADMINISTRATORS),
            Map.entry("GET synchronisation", STAFF),
            Map.entry("POST synchronisation/compare", STAFF),
            Map.entry("POST synchronisation/resend", ADMINISTRATORS));

    private Wire wire;
    private People people;
    private final Map<Who, Visit> visits = new EnumMap<>(Who.class);

    /** The system to try it on: Payara Micro, unless a subclass has another. */
    TestedSystem open() {
        return TestedSystem.open();
    }

    @BeforeAll
    void logEverybodyIn() {
        TestedSystem system = open();
        wire = new Wire(system.portal());
        people = new People(wire, system.administrator(), system.password());
        visits.put(Who.STRANGER, new Visit(wire));
        for (Who who : LOGGED_IN) {
            visits.put(who, Visit.loggedIn(wire, name(who), people.passwordOf(name(who))));
        }
    }

    private String name(Who who) {
        return switch (who) {
            case STRANGER -> "";
            case USER -> people.user;
            case OPERATOR -> people.operator;
            case ADMINISTRATOR -> people.administrator;
        };
    }

    @Test
    void everyPageStandsInTheTable() {
        assertThat(PAGES.keySet()).containsAll(pagesOfTheArchive());
    }

    /** Where one is, it is open to everybody; see SignOnIT. */
    @Test
    void aSingleSignOnThatIsNotSetUpIsNotThere() {
        assertThat(visits.get(Who.STRANGER).get("/ems/sign-on").status()).isEqualTo(404);
        assertThat(visits.get(Who.STRANGER)
                        .get("/ems/sign-on/return?state=a&code=b")
                        .status())
                .isEqualTo(404);
    }

    @TestFactory
    Stream<DynamicTest> pages() {
        return PAGES.entrySet().stream()
                .flatMap(page -> Stream.of(Who.values())
                        .map(who -> DynamicTest.dynamicTest(page.getKey() + " as " + who, () -> {
                            Wire.Answer answer = visits.get(who).get("/ems/" + page.getKey());
                            if (page.getValue().contains(who)) {
                                assertThat(answer.status()).isIn(200, 302);
                                assertThat(answer.header("Location").orElse("")).doesNotContain("login.xhtml");
                            } else if (who == Who.STRANGER) {
                                assertThat(answer.status()).isEqualTo(302);
                                assertThat(answer.header("Location"))
                                        .hasValueSatisfying(
                                                address -> assertThat(address).startsWith("/ems/login.xhtml"));
                            } else {
                                assertThat(answer.status()).isEqualTo(403);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> apiByPassword() {
        return api((who, method, path) -> who == Who.STRANGER
                ? people.api(method, path, body(method, path))
                : people.api(method, path, body(method, path), People.basic(name(who), people.passwordOf(name(who)))));
    }

    @TestFactory
    Stream<DynamicTest> apiBySession() {
        return api((who, method, path) -> visits.get(who)
                .request(
                        method,
                        "/ems/api/v1/" + path,
                        body(method, path),
                        "Content-Type: " + type(path),
                        "Origin: " + wire.origin()));
    }

    private interface Call {
        Wire.Answer as(Who who, String method, String path);
    }

    private Stream<DynamicTest> api(Call call) {
        List<DynamicTest> tests = new ArrayList<>();
        API.forEach((operation, allowed) -> {
            String[] parts = operation.split(" ");
            for (Who who : Who.values()) {
                tests.add(DynamicTest.dynamicTest(operation + " as " + who, () -> {
                    Wire.Answer answer = call.as(who, parts[0], parts[1]);
                    if (who == Who.STRANGER) {
                        assertThat(answer.status()).isEqualTo(401);
                        assertThat(answer.header("WWW-Authenticate")).isPresent();
                    } else if (allowed.contains(who)) {
                        assertThat(answer.status()).isNotIn(401, 403, 405).isLessThan(500);
                    } else {
                        assertThat(answer.status()).isEqualTo(403);
                    }
                }));
            }
        });
        return tests.stream();
    }

    /** None with GET and DELETE: the container answers 400 before it asks who is calling. */
    private static String body(String method, String path) {
        if (method.equals("GET") || method.equals("DELETE")) {
            return "";
        }
        return path.equals("devices/import") ? "no header at all" : "{}";
    }

    private static String type(String path) {
        return path.equals("devices/import") ? "text/csv" : "application/json";
    }

    @TestFactory
    Stream<DynamicTest> socket() {
        return Stream.of(Who.values())
                .map(who -> DynamicTest.dynamicTest("/ws/alerts as " + who, () -> {
                    Wire.Answer answer = visits.get(who)
                            .get(
                                    "/ems/ws/alerts",
                                    "Upgrade: websocket",
                                    "Connection: Upgrade",
                                    "Sec-WebSocket-Version: 13",
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                    "Sec-WebSocket-Protocol: none",
                                    "Origin: " + wire.origin());
                    assertThat(answer.status()).isEqualTo(who == Who.STRANGER ? 401 : 101);
                }));
    }

    @TestFactory
    Stream<DynamicTest> anothersDeviceIsNotFound() {
        String user = People.basic(people.user, People.PASSPHRASE);
        return Stream.of(
                        "",
                        "/history",
                        "/consumption",
                        "/measurements",
                        "/revisions",
                        "/findings",
                        "/state",
                        "/cost",
                        "/tariffs",
                        "/snoozes")
                .map(path -> DynamicTest.dynamicTest("devices/{id}" + path, () -> {
                    assertThat(people.api("GET", "devices/" + people.device + path, "", user)
                                    .status())
                            .isEqualTo(404);
                    assertThat(people.api("GET", "devices/no-such-device" + path, "", user)
                                    .status())
                            .isEqualTo(404);
                }));
    }

    /** Neither by its name, nor by its id, nor by the place where it stands. */
    @Test
    void anothersDeviceIsNotFoundByWords() {
        String owner = People.basic(people.owner, People.PASSPHRASE);
        // Monitoring hears of a device a moment after it was made.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> people.api("GET", "search?q=" + people.device, "", owner)
                        .body()
                        .contains(people.device));

        String user = People.basic(people.user, People.PASSPHRASE);
        assertThat(people.api("GET", "search?q=" + people.device, "", user).body())
                .isEqualTo("{\"devices\":[],\"groups\":[],\"period\":null,\"places\":[]}");
    }

    private static Set<String> pagesOfTheArchive() {
        Path archive = Artifacts.war();
        try (ZipFile war = new ZipFile(archive.toFile())) {
            return war.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.endsWith(".xhtml"))
                    .filter(name -> !name.startsWith("WEB-INF/") && !name.startsWith("resources/"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
