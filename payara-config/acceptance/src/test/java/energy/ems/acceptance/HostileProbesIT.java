package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody with bad intentions tries first, and that each of it is refused: by Payara Micro, by the enterprise archive
 * on Payara Server, and by two servers behind a proxy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class HostileProbesIT {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String JSON = "Content-Type: application/json";
    /** Where all this comes from: neighbours in the same system are not to wait for what this place has failed at. */
    private static final String PLACE = "127.0.0.66";

    private static final String PLACE_OF_SLOW_BODIES = "127.0.0.67";
    private static final String PLACE_OF_TRICKLES = "127.0.0.68";
    private static final String PLACE_OF_LOGINS = "127.0.68.1";
    /** Payara waits so long for the next piece of a body. */
    private static final Duration SERVERS_PATIENCE = Duration.ofSeconds(30);

    private TestedSystem system;
    private Wire wire;
    private People people;
    private Visit user;
    private Visit administrator;
    private String asUser;
    private String asAdministrator;

    /** The system to try it on: Payara Micro, unless a subclass has another. */
    TestedSystem open() {
        return TestedSystem.open();
    }

    /** How many servers are behind the portal's address; several of them have a proxy in front. */
    int servers() {
        return 1;
    }

    /** Where those who watch over the servers ask each of them. */
    List<URI> watched() {
        return List.of(system.portal());
    }

    @BeforeAll
    void logIn() {
        system = open();
        wire = new Wire(system.portal(), PLACE);
        people = new People(wire, system.administrator(), system.password());
        user = Visit.loggedIn(wire, people.user, People.PASSPHRASE);
        administrator = Visit.loggedIn(wire, system.administrator(), system.password());
        asUser = People.basic(people.user, People.PASSPHRASE);
        asAdministrator = People.basic(system.administrator(), system.password());
    }

    // Sessions

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789ab", "", "../../etc/passwd", "'; DROP TABLE account; --"})
    void aForgedSessionIsNobody(String id) {
        assertThat(wire.get("/ems/account.xhtml", "Cookie: EMSSESSION=" + id).status())
                .isEqualTo(302);
        assertThat(wire.get("/ems/api/v1/account", "Cookie: EMSSESSION=" + id).status())
                .isEqualTo(401);
    }

    @Test
    void aSessionInTheAddressIsNoSession() {
        for (String name : List.of(";jsessionid", ";EMSSESSION", ";a=b;EMSSESSION", "%3BEMSSESSION", "%3bjsessionid")) {
            Wire.Answer answer = wire.get("/ems/account.xhtml" + name + "=" + user.session());
            assertThat(answer.status()).isNotEqualTo(200);
            assertThat(answer.body()).doesNotContain(people.user);
        }
    }

    @Test
    void aSessionThatWasPlantedIsNotTheOneAfterTheLogin() {
        Visit victim = Visit.loggedIn(wire, people.owner, People.PASSPHRASE);
        String planted = victim.session();
        String version = victim.cookie();
        victim.login(people.user, People.PASSPHRASE, "/ems/login.xhtml");
        assertThat(victim.session()).isNotEqualTo(planted);
        assertThat(wire.get("/ems/account.xhtml", "Cookie: " + version).status())
                .isEqualTo(302);
    }

    @Test
    void strangersGetNoSession() {
        for (String page : List.of(
                "/ems/login.xhtml",
                "/ems/login.xhtml?next=/alerts.xhtml&ended=true",
                "/ems/",
                "/ems/index.xhtml",
                "/ems/nothing-here",
                "/ems/api/v1/account",
                "/ems/jakarta.faces.resource/ems.css.xhtml?ln=ems")) {
            assertThat(wire.get(page).headersNamed("Set-Cookie"))
                    .as(page)
                    .noneMatch(cookie -> cookie.startsWith("EMSSESSION="));
        }
        assertThat(new Visit(wire)
                        .login(people.user, "a wrong password", "/ems/login.xhtml")
                        .headersNamed("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("EMSSESSION="));
    }

    @Test
    void aLoginOverAnothersSessionLeavesNothingOfIt() {
        Visit shared = Visit.loggedIn(wire, people.owner, People.PASSPHRASE);
        Map<String, String> account =
                Visit.form(shared.get("/ems/account.xhtml").body());
        shared.login(people.user, People.PASSPHRASE, "/ems/login.xhtml");
        assertThat(shared.get("/ems/account.xhtml").body())
                .contains(people.user)
                .doesNotContain(people.owner);
        assertThat(shared.post("/ems/account.xhtml", account).status())
                .as("the former user's form")
                .isEqualTo(409);
    }

    @Test
    void aSessionLearnsAtOnceThatItsPasswordMustChange() {
        String name = "reminded-" + people.tag;
        people.create(name, "USER");
        Visit session = Visit.loggedIn(wire, name, People.PASSPHRASE);
        assertThat(session.get("/ems/account.xhtml").status()).isEqualTo(200);
        people.asAdministrator(
                "PUT",
                "users/" + name,
                Json.createObjectBuilder().add("must_change_password", true).build());
        assertThat(session.get("/ems/account.xhtml").header("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/password.xhtml"));
    }

    @Test
    void aSessionsIdIsNeverTakenFromTheVisitor() {
        Visit visitor = new Visit(wire);
        visitor.plant("EMSSESSION", "chosenbyanattacker0000000000");
        visitor.login(people.user, People.PASSPHRASE, "/ems/login.xhtml");
        assertThat(visitor.session()).isNotEmpty().isNotEqualTo("chosenbyanattacker0000000000");
    }

    /** Payara's own ids begin with the clock's digits: some characters would be the same each time. */
    @Test
    void aSessionsIdIsRandomFromItsFirstCharacterToItsLast() {
        List<String> ids = IntStream.range(0, 6)
                .mapToObj(each ->
                        Visit.loggedIn(wire, people.owner, People.PASSPHRASE).session())
                .toList();
        // 43 characters of 6 bits each hold 256 bits.
        assertThat(ids).allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{43}"));
        // All six have the same at one place once in 64^5 times for each place.
        for (int place = 0; place < 43; place++) {
            int at = place;
            assertThat(ids.stream().map(id -> id.charAt(at)).distinct().count())
                    .as("place " + place)
                    .isGreaterThan(1);
        }
    }

    @Test
    void theSessionsCookieIsHiddenFromScriptsAndOtherSites() {
        List<String> cookies = new Visit(wire)
                .login(people.user, People.PASSPHRASE, "/ems/login.xhtml")
                .headersNamed("Set-Cookie");
        assertThat(cookies).anySatisfy(cookie -> assertThat(cookie).startsWith("EMSSESSION="));
        assertThat(cookies).allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("HttpOnly"));
        assertThat(cookies).allSatisfy(cookie -> assertThat(cookie).containsPattern("(?i)SameSite=(Lax|Strict)"));
    }

    @Test
    void aSessionEndsWhenItsUserIsDeactivated() {
        people.create("leaver-" + people.tag, "USER");
        Visit leaver = Visit.loggedIn(wire, "leaver-" + people.tag, People.PASSPHRASE);
        assertThat(leaver.get("/ems/account.xhtml").status()).isEqualTo(200);
        people.asAdministrator(
                "PUT",
                "users/leaver-" + people.tag,
                Json.createObjectBuilder().add("active", false).build());
        assertThat(leaver.get("/ems/account.xhtml").status()).isEqualTo(302);
        assertThat(people.api("GET", "account", "", People.basic("leaver-" + people.tag, People.PASSPHRASE))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenThePasswordIsChangedElsewhere() {
        people.create("changer-" + people.tag, "USER");
        Visit stolen = Visit.loggedIn(wire, "changer-" + people.tag, People.PASSPHRASE);
        JsonObject change = Json.createObjectBuilder()
                .add("current_password", People.PASSPHRASE)
                .add("new_password", "nine purple ladders in may")
                .build();
        assertThat(people.api(
                                "PUT",
                                "account/password",
                                change.toString(),
                                People.basic("changer-" + people.tag, People.PASSPHRASE))
                        .status())
                .isEqualTo(204);
        assertThat(stolen.get("/ems/account.xhtml").status()).isEqualTo(302);
    }

    // API tokens and HTTP Basic

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer ",
                "Basic",
                "Basic !!!notbase64!!!",
                "Basic YWRtaW4=",
                "Basic Og==",
                "Basic YWRtaW46",
                "Negotiate abcdef",
                "Digest username=\"admin\""
            })
    void madeUpCredentialsAreRefused(String header) {
        Wire.Answer answer = wire.get("/ems/api/v1/account", "Authorization: " + header);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void aPasswordInTheHeaderOpensNoPage() {
        assertThat(wire.get("/ems/account.xhtml", asUser).status()).isEqualTo(302);
    }

    @Test
    void aReadingTokenChangesNothingAndARevokedOneReadsNothing() {
        JsonObject wish = Json.createObjectBuilder()
                .add("name", "probe")
                .add("scope", "READ")
                .add("expires_at", Instant.now().plus(1, ChronoUnit.HOURS).toString())
                .build();
        JsonObject issued = Api.json(people.api("POST", "account/tokens", wish.toString(), asAdministrator)
                .body());
        String token = "Authorization: Bearer " + issued.getString("token");
        assertThat(people.api("GET", "users", "", token).status()).isEqualTo(200);
        assertThat(people.api("POST", "users", "{}", token).status()).isEqualTo(403);
        assertThat(people.api("DELETE", "users/" + people.user, "", token).status())
                .isEqualTo(403);
        assertThat(people.api("POST", "account/tokens", wish.toString(), token).status())
                .isEqualTo(403);
        assertThat(people.api("GET", "account/tokens", "", asAdministrator).body())
                .doesNotContain(issued.getString("token"));
        assertThat(people.api("DELETE", "account/tokens/" + issued.getInt("id"), "", asAdministrator)
                        .status())
                .isEqualTo(204);
        assertThat(people.api("GET", "users", "", token).status()).isEqualTo(401);
    }

    @Test
    void aTokenThatMayWriteIsNotGoodForMoreTokensOrThePassword() {
        JsonObject issued = token(asUser);
        String token = "Authorization: Bearer " + issued.getString("token");
        assertThat(people.api("POST", "account/tokens", wish().toString(), token)
                        .status())
                .isEqualTo(403);
        assertThat(people.api("DELETE", "account/tokens/" + issued.getInt("id"), "", token)
                        .status())
                .isEqualTo(403);
        assertThat(people.api("PUT", "account/password", "{\"current_password\":\"x\",\"new_password\":\"y\"}", token)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatMayWriteSendsMessagesNowhereElse() {
        String token = "Authorization: Bearer " + token(asUser).getString("token");
        String before = people.api("GET", "account", "", asUser).body();
        for (String path : List.of("account", "notifications")) {
            assertThat(people.api("PUT", path, "{\"email\":\"attacker@evil.example\"}", token)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(people.api("POST", "notifications/secret", "", token).status())
                .isEqualTo(403);
        assertThat(people.api("GET", "account", "", token).body()).isEqualTo(before);
    }

    @Test
    void anAdministratorsTokenMakesNobodyMorePowerful() {
        String token = "Authorization: Bearer " + token(asAdministrator).getString("token");
        for (String change : List.of(
                "{\"password\":\"a password of the attacker\"}",
                "{\"role\":\"ADMINISTRATOR\"}",
                "{\"active\":true}",
                "{\"role\":\"ADMINISTRATOR\",\"current_password\":\"guessed\"}")) {
            assertThat(people.api("PUT", "users/" + people.user, change, token).status())
                    .isEqualTo(403);
        }
        assertThat(people.api(
                                "POST",
                                "users",
                                "{\"username\":\"eve-" + people.tag
                                        + "\",\"password\":\"a password of hers\",\"role\":\"ADMINISTRATOR\"}",
                                token)
                        .status())
                .isEqualTo(403);
        assertThat(people.api("DELETE", "users/" + people.user, "", token).status())
                .isEqualTo(403);
    }

    @Test
    void aSessionWithoutThePasswordMakesNobodyMorePowerful() {
        for (String change : List.of(
                "{\"password\":\"a password of the attacker\"}",
                "{\"role\":\"ADMINISTRATOR\"}",
                "{\"role\":\"ADMINISTRATOR\",\"current_password\":\"\"}")) {
            assertThat(administrator
                            .request(
                                    "PUT", "/ems/api/v1/users/" + people.user, change, JSON, "Origin: " + wire.origin())
                            .status())
                    .isEqualTo(400);
        }
        assertThat(user.request(
                                "POST",
                                "/ems/api/v1/account/tokens",
                                wish().toString(),
                                JSON,
                                "Origin: " + wire.origin())
                        .status())
                .isEqualTo(400);
    }

    private JsonObject token(String owner) {
        return Api.json(
                people.api("POST", "account/tokens", wish().toString(), owner).body());
    }

    private static JsonObject wish() {
        return Json.createObjectBuilder()
                .add("name", "writer")
                .add("scope", "WRITE")
                .add("expires_at", Instant.now().plus(1, ChronoUnit.HOURS).toString())
                .build();
    }

    // Rights

    @Test
    void nobodyRaisesTheirOwnRole() {
        people.api("PUT", "account", "{\"role\":\"ADMINISTRATOR\",\"username\":\"admin\",\"active\":true}", asUser);
        assertThat(Api.json(people.api("GET", "account", "", asUser).body()).getString("role"))
                .isEqualTo("USER");
    }

    @Test
    void aRefusedPasswordChangesNoRole() {
        String name = "climber-" + people.tag;
        people.create(name, "USER");
        JsonObject change = Json.createObjectBuilder()
                .add("role", "ADMINISTRATOR")
                .add("password", "short")
                .build();
        assertThat(people.asAdministrator("PUT", "users/" + name, change).status())
                .isEqualTo(400);
        assertThat(Api.json(people.asAdministrator("GET", "users/" + name, null).body())
                        .getString("role"))
                .isEqualTo("USER");
    }

    @Test
    void whoeverIsRefusedIsOnRecord() {
        assertThat(people.api("GET", "users", "", asUser).status()).isEqualTo(403);
        people.api("GET", "users", "", "Authorization: Bearer ems_nonsense");
        assertThat(people.asAdministrator("GET", "audit?action=ACCESS_REFUSED&actor=" + people.user, null)
                        .body())
                .contains("\"REFUSED\"");
        assertThat(people.asAdministrator("GET", "audit?action=TOKEN_REFUSED", null)
                        .body())
                .contains("\"REFUSED\"");
    }

    @Test
    void anothersDeviceIsNeitherSeenNorChanged() {
        assertThat(people.api("GET", "devices?owner=" + people.owner, "", asUser)
                        .body())
                .doesNotContain(people.device);
        assertThat(people.api("GET", "devices?q=" + people.owner, "", asUser).body())
                .doesNotContain(people.device);
        assertThat(people.api("PUT", "devices/" + people.device, "{\"owner\":\"" + people.user + "\"}", asUser)
                        .status())
                .isEqualTo(403);
        assertThat(people.api("DELETE", "devices/" + people.device, "", asUser).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: DELETE",
                "X-Original-URL: /ems/api/v1/users",
                "X-Rewrite-URL: /ems/api/v1/users",
                "X-Forwarded-User: admin",
                "X-Remote-User: admin",
                "X-User-Role: ADMINISTRATOR",
                "Forwarded: for=127.0.0.1;by=admin"
            })
    void headersGiveNoRights(String header) {
        assertThat(wire.get("/ems/api/v1/users", header, asUser).status()).isEqualTo(403);
        assertThat(wire.get("/ems/api/v1/users", header).status()).isEqualTo(401);
    }

    // Paths

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ems/users.xhtml/",
                "/ems//users.xhtml",
                "/ems/./users.xhtml",
                "/ems/login.xhtml/../users.xhtml",
                "/ems/login.xhtml;/../users.xhtml",
                "/ems/%2e%2e/ems/users.xhtml",
                "/ems/login.xhtml%2f..%2fusers.xhtml",
                "/ems/login.xhtml/..;/users.xhtml",
                "/ems/users.XHTML",
                "/ems/users.jsf",
                "/ems/faces/users.xhtml",
                "/ems/users.xhtml;a=b",
                "/ems/users.xhtml%00",
                "/ems/users%2exhtml",
                "/ems/users.xhtml%20",
                "/ems/users"
            })
    void aDetourDoesNotLeadToAnAdministratorsPage(String target) {
        for (Wire.Answer answer : List.of(wire.get(target), user.get(target))) {
            assertThat(answer.status()).isNotEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ems/WEB-INF/web.xml",
                "/ems/%57EB-INF/web.xml",
                "/ems/web-inf/web.xml",
                "/ems/WEB-INF/../WEB-INF/web.xml",
                "/ems/META-INF/MANIFEST.MF",
                "/ems/WEB-INF/classes/energy/ems/web/api/RestApi.class",
                "/ems/jakarta.faces.resource/../WEB-INF/web.xml",
                "/ems/jakarta.faces.resource/..%2fWEB-INF%2fweb.xml.xhtml",
                "/ems/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
                "/ems/jakarta.faces.resource/web.xml.xhtml?ln=..%5cWEB-INF",
                "/ems/jakarta.faces.resource/web.xml.xhtml?con=../WEB-INF",
                "/ems/jakarta.faces.resource/web.xml.xhtml?loc=../WEB-INF",
                "/ems/jakarta.faces.resource/%2e%2e/%2e%2e/etc/passwd.xhtml",
                "/ems/../../../../etc/passwd",
                "/ems/%c0%ae%c0%ae/WEB-INF/web.xml",
                "/ems/resources/ems/../../WEB-INF/web.xml",
                "/ems/error-reply",
                "/ems/api/v1/application.wadl"
            })
    void nothingInsideTheArchiveIsServed(String target) {
        for (Wire.Answer answer : List.of(wire.get(target), administrator.get(target))) {
            assertThat(answer.status()).isNotEqualTo(200);
            assertThat(answer.body()).doesNotContain("<web-app", "root:x:", "Manifest-Version", "wadl");
        }
    }

    @Test
    void strangersLearnNotWhatTheApiLooksLike() {
        for (String target : List.of("/openapi", "/openapi/", "/ems/openapi", "/openapi-ui", "/ems/application.wadl")) {
            assertThat(wire.get(target).status()).as(target).isNotEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "GETS"})
    void unknownMethodsAreRefused(String method) {
        Wire.Answer answer = administrator.request(method, "/ems/login.xhtml", "");
        assertThat(answer.status()).isBetween(400, 501).isNotEqualTo(500);
        assertThat(answer.body()).doesNotContain("EMSSESSION");
    }

    // Bodies

    @Test
    void aBodyThatSaysItIsTooLargeIsNotRead() {
        assertThat(wire.send(
                                "POST /ems/api/v1/devices HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + asAdministrator
                                        + "\r\n" + JSON + "\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n",
                                new byte[0])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsCutOff() {
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            chunks.append("10000\r\n").append(" ".repeat(0x10000)).append("\r\n");
        }
        Wire.Answer answer = wire.send(
                "POST /ems/api/v1/devices HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + asAdministrator + "\r\n" + JSON
                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                chunks.append("0\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).isIn(413, 499);
    }

    @Test
    void aPageTakesNoBodyOfUnknownLength() {
        assertThat(wire.send(
                                "POST /ems/login.xhtml HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + FORM
                                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                                "3\r\na=b\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(411);
    }

    /** Behind a proxy that counts logins fewer of them come through, and its count is not over when they are. */
    @Test
    void slowBodiesFromOneAddressHoldNobodyUp() throws IOException {
        Wire crowd = new Wire(system.portal(), PLACE_OF_SLOW_BODIES);
        try (SlowBodies slow = new SlowBodies(crowd)) {
            slow.open(200, "POST", "/ems/login.xhtml", FORM);
            for (URI server : watched()) {
                assertThat(new Wire(server).get("/health/live").status()).isEqualTo(200);
            }
            assertThat(wire.get("/ems/login.xhtml").status()).isEqualTo(200);
            assertThat(people.api("GET", "account", "", asUser).status()).isEqualTo(200);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isTurnedAway(crowd));
        }
        if (servers() == 1) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !isTurnedAway(crowd));
        }
    }

    /** A page is made for each, whatever becomes of the login. */
    @Test
    void loginsByTheHundredFromOnePlaceHoldNobodyUp() {
        Wire crowd = new Wire(system.portal(), PLACE_OF_LOGINS);
        assertThat(IntStream.range(0, 3_000).parallel().anyMatch(each -> isTurnedAway(crowd)))
                .isTrue();
        assertThat(Visit.loggedIn(wire, people.owner, People.PASSPHRASE)
                        .get("/ems/account.xhtml")
                        .status())
                .isEqualTo(200);
        if (servers() == 1) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !isTurnedAway(crowd));
        }
    }

    private static boolean isTurnedAway(Wire place) {
        return place.request("POST", "/ems/login.xhtml", "a=b", FORM, "Origin: " + place.origin())
                        .status()
                == 429;
    }

    /** Each place has a share of slow bodies; ten places would have more than all that a server works on at a time. */
    @Test
    void peopleLogInWhileSlowBodiesComeFromMorePlacesThanThereIsRoomFor() throws IOException {
        List<SlowBodies> crowd = new ArrayList<>();
        try {
            for (int place = 1; place <= 10 * servers(); place++) {
                SlowBodies slow = new SlowBodies(new Wire(system.portal(), "127.0.66." + place));
                crowd.add(slow);
                slow.open(24, "POST", "/ems/login.xhtml", FORM);
            }
            for (URI server : watched()) {
                assertAnswersWhoWatches(new Wire(server));
                assertThat(new Wire(server).get("/ems/login.xhtml").status()).isEqualTo(200);
            }
            for (int login = 0; login < 3; login++) {
                assertThat(Visit.loggedIn(wire, people.owner, People.PASSPHRASE)
                                .get("/ems/account.xhtml")
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            for (SlowBodies slow : crowd) {
                slow.close();
            }
        }
    }

    /** A byte a second would be a quarter of an hour for this one, and a thread for as long. */
    @Test
    void aBodyThatTricklesIsGivenUpThoughItNeverStops() throws IOException {
        for (URI server : watched()) {
            Wire slow = new Wire(server, PLACE_OF_TRICKLES);
            try (Socket socket = slow.connect()) {
                socket.getOutputStream()
                        .write(("POST /ems/login.xhtml HTTP/1.1\r\nHost: " + slow.host() + "\r\nOrigin: "
                                        + slow.origin() + "\r\n" + FORM + "\r\nContent-Length: 1000\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                Awaitility.await()
                        .pollInterval(Duration.ofSeconds(1))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> isOver(socket));
                // Told that it took too long, or hung up; not answered as if it had come.
                socket.setSoTimeout(1_000);
                assertThat(said(socket)).matches("(HTTP/1\\.1 408)?");
            }
        }
    }

    /** The first line's beginning; nothing where the server has hung up. */
    private static String said(Socket socket) {
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        } catch (IOException hungUp) {
            return "";
        }
    }

    /** Sends one byte more; whether the server has answered, or does not listen any more. */
    private static boolean isOver(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return socket.getInputStream().available() > 0;
        } catch (IOException hungUp) {
            return true;
        }
    }

    /** The container would read such a form to its end before anybody is asked whether it is wanted. */
    @Test
    void theRestApiReadsNoForm() {
        Wire.Answer answer = wire.send(
                "POST /ems/api/v1/devices HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + asAdministrator + "\r\n" + FORM
                        + "\r\nContent-Length: 1000\r\n\r\n",
                new byte[] {'a'});
        assertThat(answer.status()).isEqualTo(415);
    }

    /** Who has not logged in has no page that takes one. */
    @Test
    void noFileIsTakenFromStrangers() {
        Wire.Answer answer = wire.send(
                "POST /ems/login.xhtml HTTP/1.1\r\nHost: " + wire.host() + "\r\nOrigin: " + wire.origin()
                        + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n",
                new byte[] {'-'});
        assertThat(answer.status()).isEqualTo(415);
    }

    /** Where no body is asked for nobody waits for one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/%68ealth/ready",
                "/metrics",
                "/nothing-here",
                "/ems/welcome",
                "/ems/nothing-here"
            })
    void aBodyThatNobodyReadsHoldsNoThread(String path) throws IOException {
        for (URI server : watched()) {
            Wire watcher = new Wire(server);
            try (SlowBodies slow = new SlowBodies(watcher)) {
                slow.open(250, "POST", path, FORM);
                assertAnswersWhoWatches(watcher);
            }
        }
    }

    /** Of a thousand bytes one has come when the answer is there. */
    @Test
    void healthAndFiguresAnswerToNothingThatIsPosted() throws IOException {
        for (URI server : watched()) {
            for (String path : List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics")) {
                Wire watcher = new Wire(server);
                Wire.Answer answer = watcher.send(
                        "POST " + path + "?pretty=true HTTP/1.1\r\nHost: " + watcher.host() + "\r\n" + FORM
                                + "\r\nContent-Length: 1000\r\n\r\n",
                        new byte[] {'a'});
                assertThat(answer.status()).as(path).isEqualTo(405);
                assertThat(answer.header("Connection")).as(path).contains("close");
            }
        }
    }

    /** More of them than there are threads: one that waits for what cannot come is lost for good. */
    @Test
    void aFrameThatComesWithItsHandshakeHoldsNoThread() {
        String signOfLife = "\u0081\u0081\0\0\0\0.";
        Visit hasty = somebody("hasty");
        String handshake = String.join(
                "\r\n",
                "GET /ems/ws/alerts HTTP/1.1",
                "Host: " + wire.host(),
                "Origin: " + wire.origin(),
                "Cookie: " + hasty.cookie(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                signOfLife);
        for (int i = 0; i < 250; i++) {
            int status = wire.send(handshake, new byte[0]).status();
            // A proxy sends the frame on when the handshake is answered.
            assertThat(status).isIn(servers() == 1 ? List.of(400) : List.of(400, 101, 429));
        }
        for (URI server : watched()) {
            assertAnswersWhoWatches(new Wire(server));
        }
    }

    // HTTP/2, which nobody needs in the clear

    @Test
    void aServerSpeaksNoHttp2InTheClear() throws IOException {
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        for (URI server : watched()) {
            try (Socket socket = new Wire(server).connect()) {
                socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(settings);
                socket.getOutputStream().flush();
                // Settings of its own, if it does; an error, or nothing at all, if it does not.
                String answer = new String(socket.getInputStream().readNBytes(10), StandardCharsets.ISO_8859_1);
                assertThat(answer).matches("(HTTP/1\\.1 [45])?");
            }
        }
    }

    /** Java's client offers it with its first request, and some have a body. */
    @Test
    void whoOffersHttp2IsAnsweredByTheOtherOneAndTheBodyIsRead() throws Exception {
        HttpClient offering =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (String name : List.of("Offering HTTP/2", "Offering it again")) {
            String json =
                    Json.createObjectBuilder().add("display_name", name).build().toString();
            HttpResponse<String> answer = offering.send(
                    HttpRequest.newBuilder(system.portal().resolve("api/v1/account"))
                            .header("Authorization", asUser.substring("Authorization: ".length()))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
            assertThat(Api.json(people.api("GET", "account", "", asUser).body()).getString("display_name"))
                    .isEqualTo(name);
        }
    }

    /** Sooner than the server would give up waiting for a body, so that it cannot have been that which let them through. */
    private static void assertAnswersWhoWatches(Wire watcher) {
        Instant asked = Instant.now();
        for (String path : List.of("/health/live", "/health/ready", "/health/started", "/metrics", "/ems/welcome")) {
            assertThat(watcher.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(Duration.between(asked, Instant.now())).isLessThan(SERVERS_PATIENCE);
    }

    @Test
    void oneUsersManyRequestsHoldUpNoOther() throws IOException {
        String asOwner = People.basic(people.owner, People.PASSPHRASE);
        assertThat(people.api("GET", "account", "", asOwner).status()).isEqualTo(200);
        try (SlowBodies slow = new SlowBodies(wire)) {
            slow.open(12 * servers(), "PUT", "/ems/api/v1/account", JSON, asOwner);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> people.api("GET", "account", "", asOwner).status() == 429);
            assertThat(people.api("GET", "account", "", asOwner).header("Retry-After"))
                    .isPresent();
            assertThat(people.api("GET", "account", "", asUser).status()).isEqualTo(200);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> people.api("GET", "account", "", asOwner).status() == 200);
    }

    /** Two are at work, here because their bodies do not come; the third waits for them, and is told so. */
    @Test
    void ofOneUsersRequestsTwoAreAtWork() throws IOException {
        String asOwner = People.basic(people.owner, People.PASSPHRASE);
        for (URI server : watched()) {
            Wire near = new Wire(server, PLACE);
            try (SlowBodies slow = new SlowBodies(near)) {
                slow.open(2, "PUT", "/ems/api/v1/account", JSON, asOwner);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () -> near.get("/ems/api/v1/account", asOwner),
                                answer ->
                                        answer.status() == 429 && answer.body().contains("still at work"));
                assertThat(near.get("/ems/api/v1/account", asUser).status()).isEqualTo(200);
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> near.get("/ems/api/v1/account", asOwner).status() == 200);
        }
    }

    /** A year of hours, again and again: some of them are answered, then it is somebody else's turn. */
    @Test
    void oneUsersCostlyRequestsTakeAShareOfTheProcessors() {
        String greedy = "greedy-" + people.tag;
        people.create(greedy, "USER");
        String asGreedy = People.basic(greedy, People.PASSPHRASE);
        assertThat(people.asAdministrator(
                                "POST",
                                "devices",
                                Json.createObjectBuilder()
                                        .add("id", greedy)
                                        .add("name", "Boiler")
                                        .add("owner", greedy)
                                        .build())
                        .status())
                .isEqualTo(201);
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        String year = "/ems/api/v1/devices/" + greedy + "/consumption?from=" + today.minus(365, ChronoUnit.DAYS)
                + "&to=" + today;
        for (URI server : watched()) {
            Wire near = new Wire(server, PLACE);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> near.get(year, asGreedy).status() == 200);
            Wire.Answer refused = Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> near.get(year, asGreedy), answer -> answer.status() != 200);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).contains("have taken much of the server's time");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(near.get("/ems/api/v1/account", asUser).status()).isEqualTo(200);
        }
    }

    @Test
    void whoMayNotImportParksNoLargeBody() {
        String head = "POST /ems/devices.xhtml HTTP/1.1\r\nHost: " + wire.host() + "\r\nOrigin: " + wire.origin()
                + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 10000000\r\nConnection: close\r\n";
        Visit operator = Visit.loggedIn(wire, people.operator, People.PASSPHRASE);
        assertThat(wire.send(head + "Cookie: " + operator.cookie() + "\r\n\r\n", new byte[0])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void twoLengthsInOneRequestSmuggleNothing() {
        Wire.Answer answer = wire.send(
                "POST /ems/login.xhtml HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + FORM
                        + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
                ("0\r\n\r\nGET /ems/api/v1/users HTTP/1.1\r\nHost: " + wire.host() + "\r\n" + asUser
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.body()).doesNotContain("\"items\"");
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"name\":",
                "{\"name\":\"a\"}{}",
                "{\"max_hourly_kwh\":NaN}",
                "{\"name\":{\"$gt\":\"\"}}",
                "{\"name\":[\"a\"]}",
                "{\"name\":\"x\",\"max_hourly_kwh\":1e999999999}",
                "{\"name\":\"x\",\"max_hourly_kwh\":-5}",
                "{\"name\":\"x\",\"id\":\"../../etc/passwd\"}",
                "{\"name\":\"x\",\"id\":\"<script>\"}",
                "{\"name\":\"x\",\"unit\":\"GWh\"}",
                "{\"name\":\"x\",\"unit\":\"kW\",\"reading_mode\":\"CUMULATIVE\"}",
                "{\"name\":\"x\",\"factor\":0}",
                "{\"name\":\"x\",\"factor\":1e999999999}",
                "{\"name\":\"x\",\"max_power_kw\":\"much\"}",
                "{\"name\":\"x\",\"expected_interval\":\"PT-1S\"}",
                "{\"name\":\"x\",\"settings_valid_from\":\"yesterday\"}",
                "{\"name\":\"x\",\"settings_valid_from\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"name\":\"x\",\"owner\":\"nobody-at-all\"}",
                "{\"name\":\"\\u0000\"}",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"
            })
    void aMalformedBodyIsExplainedAndStoresNothing(String body) {
        Wire.Answer answer = people.api("POST", "devices", body, asAdministrator);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).doesNotContain("Exception", "java.", "jakarta.", "energy.ems", "root:x:");
    }

    @Test
    void endlessNestingIsRefused() {
        String body = "{\"name\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        assertThat(people.api("POST", "devices", body, asAdministrator).status())
                .isEqualTo(400);
    }

    @Test
    void aNameOfTenThousandCharactersIsRefused() {
        String body = "{\"name\":\"" + "x".repeat(10_000) + "\"}";
        assertThat(people.api("POST", "devices", body, asAdministrator).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "multipart/form-data", "application/x-java-serialized-object"})
    void otherContentThanJsonIsRefused(String type) {
        assertThat(wire.request(
                                "POST",
                                "/ems/api/v1/devices",
                                "{\"name\":\"x\"}",
                                "Content-Type: " + type,
                                asAdministrator)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void enormousHeadersAndAddressesAreRefused() {
        assertThat(wire.get("/ems/login.xhtml", "X-Long: " + "x".repeat(100_000))
                        .isRefusal())
                .isTrue();
        assertThat(wire.get("/ems/login.xhtml?next=" + "x".repeat(100_000)).isRefusal())
                .isTrue();
        String[] many = IntStream.range(0, 500).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        assertThat(wire.get("/ems/login.xhtml", many).isRefusal()).isTrue();
        assertThat(wire.get("/ems/api/v1/account", "Authorization: Bearer " + "x".repeat(5_000))
                        .isRefusal())
                .isTrue();
    }

    // Queries

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users?sort=password",
                "users?sort=username;DROP%20TABLE%20account",
                "users?page=-1",
                "users?size=1000000000",
                "users?role=ROOT",
                "devices?sort=(SELECT%201)",
                "audit?from=yesterday",
                "audit?action=%27%20OR%201=1",
                "devices/x%27%20OR%20%271%27=%271/consumption?from=1&to=0"
            })
    void aQueryThatMeansNothingIsRefused(String query) {
        assertThat(people.api("GET", query, "", asAdministrator).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%27%20OR%20%271%27=%271", "%25", "_", "%22%29%3B--", "%5C", "%00", "%F0%9F%92%A3"})
    void aSearchFindsNothingThatIsNotTheCallers(String text) {
        Wire.Answer answer = people.api("GET", "devices?q=" + text, "", asUser);
        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.body()).doesNotContain(people.device);
    }

    // Other sites

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1.evil.example",
                "http://127.0.0.1@evil.example",
                "file://",
                "http://127.0.0.1:1"
            })
    void anotherSitesPageCanChangeNothing(String origin) {
        assertThat(wire.request("POST", "/ems/login.xhtml", "a=b", FORM, "Origin: " + origin)
                        .status())
                .isEqualTo(403);
        assertThat(administrator
                        .request("DELETE", "/ems/api/v1/users/nobody", "", "Origin: " + origin)
                        .status())
                .isEqualTo(403);
        assertThat(socket(administrator, "Origin: " + origin).status()).isEqualTo(403);
    }

    @Test
    void aCookieAloneIsNotEnoughToChangeSomething() {
        assertThat(administrator
                        .request("DELETE", "/ems/api/v1/users/nobody", "")
                        .status())
                .isEqualTo(403);
        assertThat(administrator
                        .request("DELETE", "/ems/api/v1/users/nobody", "", "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(administrator
                        .request("DELETE", "/ems/api/v1/users/nobody", "", "Sec-Fetch-Site: same-site")
                        .status())
                .isEqualTo(403);
        assertThat(administrator
                        .request("DELETE", "/ems/api/v1/users/nobody", "", "Origin: " + wire.origin())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void noOtherSiteIsInvited() {
        Wire.Answer answer = wire.request(
                "OPTIONS",
                "/ems/api/v1/users",
                "",
                "Origin: http://evil.example",
                "Access-Control-Request-Method: DELETE",
                asAdministrator);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aSocketNeedsALoginAndItsOwnSite() {
        assertThat(socket(new Visit(wire), "Origin: " + wire.origin()).status()).isEqualTo(401);
        assertThat(socket(user).status()).isEqualTo(403);
        assertThat(wire.get("/ems/ws/alerts", asUser, "Origin: " + wire.origin())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void oneUsersManySocketsTakeNobodysPlace() {
        BrowserSession greedy = BrowserSession.login(system.portal(), people.user, People.PASSPHRASE);
        List<AlertSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                sockets.add(greedy.alerts());
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> sockets.stream().filter(AlertSocket::isClosed).count() >= 8);
            try (AlertSocket other = BrowserSession.login(system.portal(), people.owner, People.PASSPHRASE)
                    .alerts()) {
                assertThat(other.isClosed()).isFalse();
            }
            assertThat(sockets).filteredOn(socket -> !socket.isClosed()).isNotEmpty();
        } finally {
            sockets.forEach(AlertSocket::close);
        }
    }

    /** It is kept for a while, in each language; a nonce that many pages have would let a script into all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "ro"})
    void theLoginPageOfEachStrangerHasANonceOfItsOwn(String language) {
        Set<String> nonces = new HashSet<>();
        for (int stranger = 0; stranger < 5; stranger++) {
            Wire.Answer page = wire.get("/ems/login.xhtml", "Accept-Language: " + language);
            String policy = page.header("Content-Security-Policy").orElseThrow();
            String nonce = policy.replaceAll("(?s).*'nonce-([^']+)'.*", "$1");
            assertThat(page.body()).contains("lang=\"" + language + "\"", "nonce=\"" + nonce + "\"");
            assertThat(page.body().split("nonce=\"", -1))
                    .as("no script with another")
                    .hasSameSizeAs(page.body().split(Pattern.quote("nonce=\"" + nonce + "\""), -1));
            nonces.add(nonce);
        }
        assertThat(nonces).hasSize(5);
    }

    /** What opening one costs is little, and adds up. */
    @Test
    void whoeverOpensSocketsFasterThanAnybodyOpensPagesIsToldToWait() {
        Visit eager = somebody("eager");
        String origin = "Origin: " + wire.origin();
        Wire.Answer first = socket(eager, origin);
        List<Wire.Answer> next = IntStream.range(0, 250 * servers())
                .mapToObj(each -> socket(eager, origin))
                .toList();

        assertThat(first.status()).isEqualTo(101);
        assertThat(next).extracting(Wire.Answer::status).containsOnly(101, 429);
        assertThat(next)
                .filteredOn(answer -> answer.status() == 429)
                .allSatisfy(told -> assertThat(told.header("Retry-After"))
                        .hasValueSatisfying(
                                wait -> assertThat(Integer.parseInt(wait)).isPositive()));
        assertThat(socket(user, origin).status()).as("somebody else's").isEqualTo(101);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> socket(eager, origin).status() == 101);
    }

    /** A user of whom no other test knows. */
    private Visit somebody(String name) {
        people.create(name + "-" + people.tag, "USER");
        return Visit.loggedIn(wire, name + "-" + people.tag, People.PASSPHRASE);
    }

    // Redirects and headers

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x.xhtml",
                "https://evil.example/",
                "/%5Cevil.example/x.xhtml",
                "javascript:alert(1)",
                "/x.xhtml%0d%0aSet-Cookie:%20a=b",
                "/../../evil.xhtml"
            })
    void aLoginLeadsNowhereElse(String next) {
        Visit visitor = new Visit(wire);
        Wire.Answer answer = visitor.login(people.user, People.PASSPHRASE, "/ems/login.xhtml?next=" + next);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .hasValueSatisfying(
                        address -> assertThat(address).isIn("/ems/index.xhtml", wire.origin() + "/ems/index.xhtml"));
        assertThat(answer.headersNamed("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("a="));
    }

    @Test
    void aForgedHostDoesNotEndInARedirect() {
        for (String host : List.of(
                "evil.example",
                "127.0.0.1.evil.example",
                "evil.example:" + system.portal().getPort())) {
            Wire.Answer answer = wire.get("/ems/account.xhtml", "Host: " + host);
            assertThat(answer.status()).as(host).isEqualTo(421);
            assertThat(answer.header("Location").orElse("")).doesNotContain("evil");
            assertThat(wire.request("POST", "/ems/login.xhtml", "a=b", FORM, "Host: " + host, "Origin: http://" + host)
                            .status())
                    .isEqualTo(421);
        }
    }

    @Test
    void aForgedProxyHeaderIsNotBelieved() {
        Wire.Answer answer = wire.get("/ems/login.xhtml", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        people.api("GET", "audit", "", asAdministrator, "X-Forwarded-For: 203.0.113.9");
        assertThat(people.api("GET", "audit?size=500", "", asAdministrator).body())
                .doesNotContain("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ems/login.xhtml", "/ems/nothing-here", "/ems/api/v1/users", "/ems/", "/ems/ws/alerts"})
    void everyAnswerTellsTheBrowserToBeCareful(String target) {
        Wire.Answer answer = wire.get(target);
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).isPresent();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.headersNamed("Content-Security-Policy"))
                .hasSize(1)
                .first()
                .satisfies(policy -> {
                    assertThat(policy).contains("frame-ancestors 'none'", "base-uri 'none'", "default-src");
                    assertThat(policy.replaceAll("style-src[^;]*", ""))
                            .doesNotContain("unsafe-inline", "unsafe-eval", "*");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ems/nothing-here", "/ems/api/v1/nothing", "/ems/login.xhtml?x=%zz", "/ems/account.xhtml"})
    void errorsTellNothingOfTheInside(String target) {
        for (Wire.Answer answer : List.of(wire.get(target), administrator.get(target))) {
            assertThat(answer.body())
                    .doesNotContain("Exception", "at java.", "at energy.", "6.2025", "Mojarra", "Grizzly");
            assertThat(String.join("\n", answer.headers())).doesNotContain("6.2025", "X-Powered-By");
        }
    }

    // View state

    @Test
    void aFormWithAStrangeViewStateChangesNothing() {
        for (String state : List.of("", "stateless", "-1:-1", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==")) {
            Map<String, String> form = Visit.form(user.get("/ems/account.xhtml").body());
            form.put("profile:displayName", "Mallory");
            form.put("jakarta.faces.ViewState", state);
            Wire.Answer answer = user.post("/ems/account.xhtml", form);
            assertThat(answer.status()).isNotEqualTo(500);
            assertThat(answer.body()).doesNotContain("Exception", "at java.");
            assertThat(Api.json(people.api("GET", "account", "", asUser).body()).getString("display_name"))
                    .isNotEqualTo("Mallory");
        }
    }

    /** Each would be sixty lines in the server's log if the container had to answer it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "dGhpcyBpcyBub25l", "<script>"})
    void aFormWithAStrangeNonceIsToldToLoadItsPageAgain(String nonce) {
        Map<String, String> form = Visit.form(user.get("/ems/account.xhtml").body());
        form.put("primefaces.nonce", nonce);
        form.put("profile:displayName", "Mallory");
        assertThat(user.post("/ems/account.xhtml", form).status()).isEqualTo(409);
        assertThat(Api.json(people.api("GET", "account", "", asUser).body()).getString("display_name"))
                .isNotEqualTo("Mallory");

        Map<String, String> bare = Map.of("primefaces.nonce", nonce, "jakarta.faces.ViewState", "stateless");
        assertThat(new Visit(wire).post("/ems/login.xhtml", bare).status()).isEqualTo(409);
    }

    @Test
    void aLoginNeedsItsOwnSite() {
        Map<String, String> form =
                Visit.form(new Visit(wire).get("/ems/login.xhtml").body());
        form.replaceAll((name, value) -> switch (value) {
            case "\0text" -> people.user;
            case "\0password" -> People.PASSPHRASE;
            default -> value;
        });
        for (String header : List.of("Accept: text/html", "Sec-Fetch-Site: cross-site", "Origin: null")) {
            assertThat(new Visit(wire)
                            .request("POST", "/ems/login.xhtml", Visit.encode(form), FORM, header)
                            .status())
                    .as(header)
                    .isEqualTo(403);
        }
    }

    @Test
    void anothersViewStateIsWorthNothing() {
        Map<String, String> form =
                Visit.form(administrator.get("/ems/account.xhtml").body());
        assertThat(user.post("/ems/account.xhtml", form).status()).isEqualTo(409);
    }

    @Test
    void anExpiredSessionsScriptIsSentToTheLogin() {
        Wire.Answer answer = wire.request(
                "POST",
                "/ems/account.xhtml",
                "jakarta.faces.partial.ajax=true",
                FORM,
                "Faces-Request: partial/ajax",
                "Origin: " + wire.origin());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("<redirect url=\"/ems/login.xhtml");
    }

    // Guessing; last, because it slows down whoever comes from the same address

    @Test
    @Order(Integer.MAX_VALUE)
    void guessingIsSlowedDownAndToldNothing() {
        people.create("guessed-" + people.tag, "USER");
        Wire.Answer known = wrong("guessed-" + people.tag, 0);
        Wire.Answer unknown = wrong("unknown-" + people.tag, 0);
        assertThat(known.status()).isEqualTo(401);
        assertThat(known.body()).isEqualTo(unknown.body());
        for (String name : List.of("guessed-" + people.tag, "unknown-" + people.tag)) {
            // Each server counts by itself; and where a guess takes longer than the wait for it, the wait doubles.
            Wire.Answer refused = IntStream.rangeClosed(1, 20 * servers())
                    .mapToObj(attempt -> wrong(name, attempt))
                    .filter(answer -> answer.status() != 401)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isPresent();
        }
    }

    private Wire.Answer wrong(String username, int attempt) {
        return people.api("GET", "account", "", People.basic(username, "guess number " + attempt));
    }

    private Wire.Answer socket(Visit visit, String... headers) {
        Stream<String> handshake = Stream.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        return visit.get(
                "/ems/ws/alerts", Stream.concat(handshake, Stream.of(headers)).toArray(String[]::new));
    }
}
