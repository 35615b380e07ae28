package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import energy.ems.account.Addressee;
import energy.ems.account.Role;
import energy.ems.alerting.AlertKind;
import energy.ems.container.TestClock;
import energy.ems.notification.Attempt.State;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's own web server is told of alerts, and nobody else's network is reached by it. */
@Timeout(120)
class WebhooksTest {

    private record Request(String path, String signature, String delivery, byte[] body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;
    private Told house;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Made by those that need it. */
    private Told told() {
        if (house == null) {
            house = new Told(Map.of("ems.webhook.private", "true")).withPerson("alice", Role.USER, null, "en");
        }
        return house;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        if (house != null) {
            house.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("EMS-Signature"),
                exchange.getRequestHeaders().getFirst("EMS-Delivery"),
                exchange.getRequestBody().readAllBytes()));
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/ems?house=1";
    }

    private static Preferences to(String address) {
        return new Preferences(
                Set.of(), Set.of(AlertKind.LIMIT_EXCEEDED), Set.of(), false, null, null, null, 10, address, false, 0);
    }

    private void alert(String prefix) {
        told().passLimits("alice", prefix, 1);
        told().gather();
    }

    @Test
    void isSentTheAlertAsBrowsersAreAndSigned() {
        String secret = told().chooses("alice", to(address())).secret();
        alert("m");
        assertThat(requests).hasSize(1);
        Request request = requests.get(0);
        assertThat(request.path()).isEqualTo("/ems?house=1");
        assertThat(request.signature())
                .isEqualTo(Signature.of(
                        secret.getBytes(StandardCharsets.US_ASCII),
                        told().first().clock().instant(),
                        request.body()));
        JsonObject json =
                Json.createReader(new ByteArrayInputStream(request.body())).readObject();
        assertThat(json.getString("delivery")).isEqualTo(request.delivery());
        JsonObject alert = json.getJsonArray("alerts").getJsonObject(0);
        assertThat(alert.getString("kind")).isEqualTo("LIMIT_EXCEEDED");
        assertThat(alert.getString("device_id")).isEqualTo("m0");
        assertThat(alert).doesNotContainKey("owner");
        assertThat(told().as("alice").own().hasSecret()).isTrue();
    }

    @Test
    void isTriedAgainWithTheSameKeyUntilItTakesTheRequest() {
        told().chooses("alice", to(address()));
        status = 503;
        alert("m");
        assertThat(told().as("alice").attempts())
                .extracting(Attempt::state, Attempt::problem, Attempt::detail)
                .containsExactly(tuple(State.WAITING, Problem.PUT_OFF, "503 Service Unavailable"));
        status = 204;
        told().pass(Duration.ofMinutes(1));
        told().pass(Duration.ofHours(1));
        assertThat(requests)
                .hasSize(2)
                .extracting(Request::delivery)
                .containsOnly(requests.get(0).delivery());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 410})
    void isNotTriedAgainWhenItRefusesNorFollowedElsewhere(int answer) {
        told().chooses("alice", to(address()));
        status = answer;
        alert("m");
        told().pass(Duration.ofHours(3));
        assertThat(requests).extracting(Request::path).containsExactly("/ems?house=1");
        assertThat(told().as("alice").attempts()).extracting(Attempt::state).containsExactly(State.FAILED);
    }

    @Test
    void thatIsAwayIsGivenUpAfterTwoDays() {
        told().chooses("alice", to(address()));
        server.stop(0);
        alert("m");
        for (int hours = 0; hours < 48; hours++) {
            assertThat(told().as("alice").attempts())
                    .extracting(Attempt::problem)
                    .containsExactly(Problem.AWAY);
            told().pass(Duration.ofHours(1));
        }
        assertThat(told().as("alice").attempts()).extracting(Attempt::state).containsExactly(State.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:1/",
                "https://localhost:1/",
                "https://[::1]:1/",
                "https://169.254.169.254/latest/meta-data",
                "https://10.1.2.3/",
            })
    void inAPrivateNetworkIsNotCalledUnlessThatIsAllowed(String address) {
        assertThat(carrier(false).send(letter(address)).problem()).isEqualTo(Problem.PRIVATE_ADDRESS);
    }

    @Test
    void onThisMachineIsNotCalledUnlessThatIsAllowed() {
        assertThat(carrier(false).send(letter(address())).problem()).isEqualTo(Problem.PRIVATE_ADDRESS);
        assertThat(requests).isEmpty();
        assertThat(carrier(true).send(letter(address()))).isEqualTo(Outcome.SENT);
        assertThat(requests).hasSize(1);
    }

    @Test
    void thatAnswersLetterByLetterIsHungUpOn() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Thread thread = new Thread(() -> drip(slow), "slow webhook");
            thread.setDaemon(true);
            thread.start();
            Webhooks carrier = carrier(true);
            carrier.waitNoLongerThan(Duration.ofSeconds(1));
            assertThat(carrier.send(letter("http://localhost:" + slow.getLocalPort() + "/"))
                            .problem())
                    .isEqualTo(Problem.AWAY);
            thread.join();
        }
    }

    /** Without an end, and never so long without a letter that anybody loses patience with one. */
    private static void drip(ServerSocket door) {
        try (Socket socket = door.accept()) {
            Awaitility.await().forever().pollInterval(Duration.ofMillis(50)).until(() -> hasHungUp(socket));
        } catch (IOException e) {
            // Nobody has come.
        }
    }

    private static boolean hasHungUp(Socket socket) {
        try {
            socket.getOutputStream().write('H');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Webhooks carrier(boolean privateAllowed) {
        Webhooks carrier = new Webhooks();
        carrier.privateAllowed = privateAllowed;
        carrier.clock = new TestClock();
        return carrier;
    }

    private static Letter letter(String address) {
        return new Letter(
                "key",
                Told.NOW,
                Attempt.Kind.TEST,
                new Addressee("alice", null, false, ZoneOffset.UTC, Locale.ENGLISH),
                new Letter.Settings(10, null, address, new byte[] {1}),
                List.of(),
                0,
                Map.of(),
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https://user:word@example.org/",
                "https://example.org/#part",
                "https:///path",
                "https://0x7f.1:1/",
                "example.org",
                "https://example.org/a\r\nHost: elsewhere",
                "https://example.org/ă",
            })
    void thatIsNoneIsRefused(String address) {
        assertThatThrownBy(() -> WebhookAddress.parse(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thatIsNoneCannotBeChosen() {
        assertThatThrownBy(() -> told().chooses("alice", to("http://example.org/")))
                .hasMessageContaining("webhook_address");
    }

    @Test
    void hasASecretThatIsShownOnceAndCanBeReplaced() {
        SavedPreferences saved = told().chooses("alice", to(address()));
        assertThat(saved.secret()).hasSize(43);
        assertThat(told().chooses("alice", saved.preferences()).secret()).isNull();
        String another = told().as("alice").newSecret();
        assertThat(another).isNotEqualTo(saved.secret());
        told().as("alice").test(Channel.WEBHOOK);
        assertThat(requests.get(0).signature())
                .isEqualTo(Signature.of(
                        another.getBytes(StandardCharsets.US_ASCII),
                        told().first().clock().instant(),
                        requests.get(0).body()));
    }
}
