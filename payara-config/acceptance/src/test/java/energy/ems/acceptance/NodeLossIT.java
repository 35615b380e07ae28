package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * {@code ./ems up --nodes 2} behind HAProxy, told in order: one node is killed, later the other is stopped and started
 * again, as for an upgrade, while readings come in and people look on. Nobody has to log in again, no reading is lost,
 * each alert is heard once; whoever looks in the moment of the kill sees the page at the second try, and of the stop
 * nobody notices anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class NodeLossIT {

    private static final String PASSPHRASE = "two horses pull one cart";
    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(3);
    /** A node's start. */
    private static final Duration BOOT = Duration.ofMinutes(6);

    private static final List<String> OWNERS = List.of("alice", "bob", "carol");
    private static final int HOURS_A_LOSS = 6;
    private static final int READINGS_A_LOSS = 6 * HOURS_A_LOSS;
    private static final String OPEN_ONLY = "[id='list:openOnly'] .ui-chkbox-box";

    private final Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.HOURS);
    private final List<Watcher> watchers = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService meters = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private LaunchedSystem system;
    private Broker broker;
    private Api administrator;
    private Optional<ChromeDriver> chromium = Optional.empty();

    @BeforeAll
    void startTheSystem() {
        Optional<Path> haproxy = haproxy();
        if (haproxy.isEmpty()) {
            Loud.say(
                    "no haproxy on this machine (Debian package haproxy): the loss of a node behind a proxy is NOT tested");
        }
        assumeTrue(haproxy.isPresent(), "no haproxy on this machine");
        system = new LaunchedSystem(
                "node-loss", haproxy.get().getParent().toString(), Map.of("EMS_SILENCE_TOLERANCE", "PT1S"));
        broker = new Broker(system.amqp());
        administrator = new Api(system.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopEverything() {
        meters.shutdownNow();
        watchers.forEach(Watcher::close);
        chromium.ifPresent(ChromeDriver::quit);
        if (broker != null) {
            broker.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void oneAddressLeadsToBothNodes() {
        assertThat(system.said()).contains("Starting HAProxy in front of them");
        if (Sockets.areVisible()) {
            assertThat(system.listening())
                    .isEqualTo(ListeningTable.ofSecurityPage()
                            .of(
                                    "./ems up --nodes N, with a proxy",
                                    LaunchedSystem.NODES,
                                    system.ports,
                                    Map.of("EMS_HTTP_ADDRESS", "loopback")));
        }
        assertThat(system.portal().getPort()).isEqualTo(system.ports.get("EMS_HTTP_PORT"));
        assertThat(status(system.portal().resolve("/health/ready")))
                .as("health is no business of strangers")
                .isEqualTo(404);
        for (String node : List.of("node1", "node2")) {
            assertThat(body(system.portalOf(node).resolve("/health/started")))
                    .as("what is asked before pages are served")
                    .contains("\"database\"");
        }
        for (String owner : OWNERS) {
            assertThat(administrator.post("users", user(owner)).status()).isEqualTo(201);
            assertThat(administrator.post("devices", meter(owner)).status()).isEqualTo(201);
            await().atMost(SOON).until(() -> administrator.isMonitored(meterOf(owner)));
        }
        OWNERS.forEach(owner -> watchers.add(new Watcher(system.portal(), owner, PASSPHRASE)));
        // A second browser of the first.
        watchers.add(new Watcher(system.portal(), OWNERS.get(0), PASSPHRASE));
        chromium = Browser.open();
        chromium.ifPresent(browser -> {
            new PortalInChromium(browser, system.portal()).login(OWNERS.get(1), PASSPHRASE);
            browser.get(system.portal().resolve("alerts.xhtml").toString());
            await().atMost(SOON).until(this::isLive);
        });
    }

    @Test
    @Order(2)
    void aNodeIsKilled() {
        String victim = chromium.map(
                        browser -> browser.manage().getCookieNamed("EMSNODE").getValue())
                .orElse("node1");
        lose("kill -9 of " + victim, victim, ProcessHandle::destroyForcibly);
    }

    /** A server that is to stop serves until the proxy leads nobody there any more: not even one look shows an error. */
    @Test
    @Order(3)
    void theOtherIsStoppedAndStartedAgain() {
        String victim = chromium.map(
                        browser -> browser.manage().getCookieNamed("EMSNODE").getValue())
                .orElse("node2");
        List<List<String>> before = watchers.stream().map(Watcher::complaints).toList();
        lose("stop of " + victim, victim, ProcessHandle::destroy);
        assertThat(watchers.stream().map(Watcher::complaints))
                .as("what was seen once")
                .containsExactlyElementsOf(before);
    }

    /** Both nodes look for silent meters at each full and each half minute. */
    @Test
    @Order(4)
    void whatIsDoneAtCertainTimesIsDoneByOneNode() {
        assertThat(administrator.post("devices", silent()).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored("silent"));
        broker.measure("silent", Instant.now(), "0.001");
        await().atMost(SOON).until(() -> !silences().isEmpty());
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(silences()).hasSize(1));
    }

    /** It would lead past all that the proxy forbids, and stay with its server when that stops. */
    @Test
    @Order(5)
    void nobodyGetsATunnelToAServer() {
        assertThat(new Wire(system.portal())
                        .get(
                                "/ems/login.xhtml",
                                "Connection: Upgrade, HTTP2-Settings",
                                "Upgrade: h2c",
                                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(5)
    void aForgedAddressIsNotBelieved() {
        Wire stranger = new Wire(system.portal());
        for (String forged : List.of("X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9")) {
            assertThat(stranger.get("/ems/api/v1/account", forged, People.basic("mallory", "a guess"))
                            .status())
                    .isEqualTo(401);
        }
        List<JsonObject> entries = administrator
                .get("audit?actor=mallory")
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
        assertThat(entries)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getString("address")).isEqualTo("127.0.0.1"));
    }

    /** Each node counts failures by itself. */
    @Test
    @Order(6)
    void whoeverComesToBothNodesHasNoMoreTriesForIt() {
        Wire stranger = new Wire(system.portal(), "127.0.0.62");
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 62; i++) {
            answers.add(stranger.request(
                            "POST",
                            "/ems/login.xhtml",
                            "guess=" + i,
                            "Cookie: EMSNODE=node" + (1 + i % 2),
                            "X-Forwarded-For: 203.0.113." + i,
                            "Content-Type: application/x-www-form-urlencoded",
                            "Origin: " + stranger.origin())
                    .status());
        }
        assertThat(answers.get(0)).isNotEqualTo(429);
        assertThat(answers.get(61)).isEqualTo(429);
    }

    /** Takes a node away while readings come in, and waits until it is there again. */
    private void lose(String what, String victim, Predicate<ProcessHandle> how) {
        awaitWholeness();
        int before = sent.get();
        chromium.ifPresent(browser -> browser.executeScript("window.mark = 'the page before'"));
        List<Integer> looksBefore = watchers.stream().map(Watcher::looks).toList();
        ProcessHandle process = system.processOf(victim);
        meters.scheduleAtFixedRate(() -> feed(before + READINGS_A_LOSS), 0, 250, TimeUnit.MILLISECONDS);
        await().atMost(SOON).until(() -> sent.get() >= before + READINGS_A_LOSS / 3);

        Instant lost = Instant.now();
        assertThat(how.test(process)).isTrue();
        await().atMost(SOON).until(() -> !process.isAlive());
        // What is awaited next is served by the other alone, or by both.
        await().atMost(SOON).until(() -> sent.get() == before + READINGS_A_LOSS);
        // The first question to a server that has just been started may take longer than it is waited for.
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertNothingIsLost();
                    assertEachAlertWasHeardOnce();
                });
        chromium.ifPresent(browser -> assertThePageGoesOn(browser, what));
        Duration served = Duration.between(lost, Instant.now());
        awaitWholeness();
        System.out.printf(
                "%s: all readings, alerts and pages there after %d s, both nodes after %d s%n",
                what, served.toSeconds(), Duration.between(lost, Instant.now()).toSeconds());
        await().atMost(SOON)
                .until(() -> IntStream.range(0, watchers.size())
                        .allMatch(i -> watchers.get(i).looks() > looksBefore.get(i) + 3));
        assertEachAlertWasHeardOnce();
        assertThat(watchers)
                .allSatisfy(watcher -> assertThat(watcher.failures()).isEmpty());
    }

    /**
     * A page of the lost node still works: its socket is there again, and its state has come along. Where the state were
     * gone, the choice would be forgotten and the page shown anew as it was.
     */
    private void assertThePageGoesOn(ChromeDriver browser, String what) {
        await().atMost(SOON).until(this::isLive);
        assertThat(browser.executeScript("return window.mark"))
                .as("the same page after " + what)
                .isEqualTo("the page before");
        String before = browser.getCurrentUrl();
        browser.findElement(By.cssSelector(OPEN_ONLY)).click();
        await().atMost(SOON).until(() -> !browser.getCurrentUrl().equals(before) && isLive());
        assertThat(browser.getCurrentUrl()).contains("alerts.xhtml");
        assertThat(browser.findElements(By.cssSelector("#messages_container .ui-growl-message")))
                .isEmpty();
    }

    private boolean isLive() {
        return "open"
                .equals(chromium.orElseThrow()
                        .executeScript(
                                "const live = document.getElementById('live'); return live && live.dataset.state"));
    }

    private void feed(int until) {
        if (sent.get() < until) {
            Instant at = first.plusSeconds(600L * sent.get());
            broker.send(OWNERS.stream()
                    .map(owner -> Broker.measurement(meterOf(owner), at, "0.5"))
                    .toArray(String[]::new));
            sent.incrementAndGet();
        }
    }

    private void assertNothingIsLost() {
        Instant end = first.plusSeconds(600L * sent.get());
        for (String owner : OWNERS) {
            assertThat(administrator.hours(meterOf(owner), first, end))
                    .as("hours of %s", owner)
                    .hasSize(sent.get() / 6)
                    .allSatisfy(hour -> {
                        assertThat(hour.isNull("energy_kwh")).isFalse();
                        assertThat(hour.getJsonNumber("energy_kwh").bigDecimalValue())
                                .isEqualByComparingTo("3");
                        assertThat(hour.getInt("readings")).isEqualTo(6);
                    });
        }
    }

    /** Each of these hours goes over its limit with its last reading. */
    private void assertEachAlertWasHeardOnce() {
        for (Watcher watcher : watchers) {
            String meter = meterOf(watcher.username());
            assertThat(watcher.alerts().stream()
                            .filter(alert -> alert.getString("state").equals("RAISED"))
                            .map(alert -> alert.getString("kind") + " " + alert.getString("device_id") + " "
                                    + OffsetDateTime.parse(alert.getString("hour_start"))
                                            .toInstant()))
                    .as("heard by %s over %d connections", watcher.username(), watcher.connections())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sent.get() / 6)
                            .mapToObj(hour -> "LIMIT_EXCEEDED " + meter + " " + first.plus(hour, ChronoUnit.HOURS))
                            .toList());
        }
    }

    private void awaitWholeness() {
        await().atMost(BOOT).until(() -> isWhole("node1") && isWhole("node2"));
    }

    private boolean isWhole(String node) {
        URI portal = system.portalOf(node);
        return status(portal.resolve("/health/ready")) == 200
                && status(portal.resolve("login.xhtml")) == 200
                && isLedTo(node);
    }

    /** The proxy says which server it was if it was another than the cookie's. */
    private boolean isLedTo(String node) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(system.portal().resolve("login.xhtml")).header("Cookie", "EMSNODE=" + node);
        return answer(request)
                .filter(answer -> answer.statusCode() == 200)
                .filter(answer -> answer.headers().allValues("Set-Cookie").stream()
                        .noneMatch(cookie -> cookie.startsWith("EMSNODE=")))
                .isPresent();
    }

    private List<JsonObject> silences() {
        return administrator
                .get("alerts?kind=DEVICE_SILENT&device=silent")
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private int status(URI address) {
        return answer(HttpRequest.newBuilder(address))
                .map(HttpResponse::statusCode)
                .orElse(0);
    }

    private String body(URI address) {
        return answer(HttpRequest.newBuilder(address)).map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> answer(HttpRequest.Builder request) {
        try {
            return Optional.of(http.send(
                    request.version(HttpClient.Version.HTTP_1_1)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> haproxy() {
        return Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy", "/usr/local/bin/haproxy")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The probes and the matrix come after all that is told above, on the two nodes and through their proxy. On a server by
     * itself, and on Payara Server, they are part of every run.
     */
    @Nested
    @EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
    class WhoGetsIn extends HostileProbesIT {

        @Override
        TestedSystem open() {
            awaitWholeness();
            return tested();
        }

        @Override
        int servers() {
            return LaunchedSystem.NODES;
        }

        @Override
        List<URI> watched() {
            return List.of(system.portalOf("node1"), system.portalOf("node2"));
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
    class WhoMayDoWhat extends RoleMatrixIT {

        @Override
        TestedSystem open() {
            awaitWholeness();
            return tested();
        }

        /** Not once more: by password the table is that of the session. */
        @Override
        Stream<DynamicTest> apiByPassword() {
            return Stream.empty();
        }
    }

    private TestedSystem tested() {
        return new TestedSystem(
                system.portal(),
                EmsSystem.ADMINISTRATOR,
                EmsSystem.PASSWORD,
                system.amqp(),
                Optional.of(system.log("node1")),
                Optional.empty());
    }

    private static String meterOf(String owner) {
        return "meter-of-" + owner;
    }

    private static JsonObject meter(String owner) {
        return Json.createObjectBuilder()
                .add("id", meterOf(owner))
                .add("name", "Heat pump of " + owner)
                .add("owner", owner)
                .add("max_hourly_kwh", 2.5)
                .add("expected_interval", "PT10M")
                .build();
    }

    private static JsonObject silent() {
        return Json.createObjectBuilder()
                .add("id", "silent")
                .add("name", "Falls silent")
                .add("expected_interval", "PT1S")
                .build();
    }

    private static JsonObject user(String name) {
        return Json.createObjectBuilder()
                .add("username", name)
                .add("role", "USER")
                .add("password", PASSPHRASE)
                .add("must_change_password", false)
                .build();
    }
}
