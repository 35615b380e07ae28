package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A backup that is made while readings come in, the loss of the whole database, and what is there after it was restored,
 * told in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class BackupIT {

    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final String METER = "meter-of-alice";
    private static final String PASSPHRASE = "what is written down is remembered";
    private static final int BEFORE = 6 * 6;
    private static final int WHILE_COPIED = 6 * 6;
    private static final int WHILE_LOST = 6 * 2;

    private final Path directory = Scratch.directory("backup");
    private final Path file = directory.resolve("ems.sql");
    private final Path log = directory.resolve("launcher.log");
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.HOURS);
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService meters = Executors.newSingleThreadScheduledExecutor();

    private EmbeddedServers servers;
    private PayaraMicro ems;
    private Broker broker;
    private Api administrator;
    private BrowserSession alice;
    private final List<AlertSocket> sockets = new ArrayList<>();
    private long lastHeard;

    @BeforeAll
    void startTheSystem() {
        boolean installed =
                Stream.of("mariadb-dump", "mysqldump").anyMatch(tool -> Files.isExecutable(Path.of("/usr/bin", tool)));
        if (!installed) {
            Loud.say("no mariadb-dump on this machine (Debian package mariadb-client): the backup is NOT tested");
        }
        assumeTrue(installed, "no mariadb-dump on this machine");
        servers = EmbeddedServers.start(directory);
        ems = new PayaraMicro(directory, servers.environment(), servers::close);
        broker = new Broker(ems.amqp());
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopEverything() {
        meters.shutdownNow();
        sockets.forEach(AlertSocket::close);
        if (ems != null) {
            broker.close();
            ems.close();
        }
    }

    @Test
    @Order(1)
    void aCopyIsMadeWhileReadingsComeIn() throws IOException {
        assertThat(administrator.post("users", user()).status()).isEqualTo(201);
        assertThat(administrator.post("devices", meter()).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(METER));
        alice = BrowserSession.login(ems.portal(), "alice", PASSPHRASE);
        sockets.add(alice.alerts());
        send(BEFORE);
        await().atMost(SOON).untilAsserted(this::assertNothingIsMissing);

        meters.scheduleAtFixedRate(
                () -> send(Math.min(BEFORE + WHILE_COPIED, sent.get() + 1)), 0, 50, TimeUnit.MILLISECONDS);
        assertThat(ems("backup")).as(Command.tail(log)).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(log).content().doesNotContain(ems.databasePassword());
        await().atMost(SOON).until(() -> sent.get() == BEFORE + WHILE_COPIED);
        await().atMost(SOON).untilAsserted(this::assertNothingIsMissing);
        await().atMost(SOON).until(() -> heardHours(sockets.get(0)).size() == sent.get() / 6);
        lastHeard = sockets.get(0).received().stream()
                .mapToLong(alert -> alert.getJsonNumber("sequence").longValue())
                .max()
                .orElseThrow();
    }

    @Test
    @Order(2)
    void nothingIsRestoredOverAServerThatRuns() {
        assertThat(ems("restore")).isEqualTo(1);
        assertThat(Command.tail(log)).contains("somebody is connected");
    }

    @Test
    @Order(3)
    void whatIsSentWhileTheDatabaseIsGoneWaits() throws SQLException {
        ems.killServer();
        try (Connection connection = DriverManager.getConnection(ems.jdbc());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE ems");
            statement.execute("CREATE DATABASE ems CHARACTER SET utf8mb4");
        }

        send(BEFORE + WHILE_COPIED + WHILE_LOST);

        assertThat(broker.depth(Broker.MEASUREMENTS)).isEqualTo(WHILE_LOST);
    }

    @Test
    @Order(4)
    void halfACopyIsNotRestored() throws IOException {
        Path half = directory.resolve("half.sql");
        byte[] whole = Files.readAllBytes(file);
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));

        assertThat(ems("restore", half)).isEqualTo(1);
        assertThat(Command.tail(log)).contains("no whole backup");
    }

    @Test
    @Order(5)
    void restoredItIsExactOnceTheMetersHaveSentAgain() {
        assertThat(ems("restore")).as(Command.tail(log)).isZero();
        assertThat(ems("restore")).as("nothing is overwritten").isEqualTo(1);
        assertThat(Command.tail(log)).contains("not empty");

        ems.startServer();
        for (int i = BEFORE; i < BEFORE + WHILE_COPIED; i++) {
            measure(i);
        }

        await().atMost(SOON).ignoreExceptions().untilAsserted(this::assertNothingIsMissing);
        assertThat(alerts().stream().map(alert -> alert.getString("hour_start")))
                .as("one for each hour")
                .doesNotHaveDuplicates();
    }

    @Test
    @Order(6)
    void browsersAreToldOfWhatTheyHaveMissedThoughNumbersHadBeenGiven() {
        assertThat(alice.get("account.xhtml").uri().getPath())
                .as("a session that may have been ended since the backup")
                .endsWith("/login.xhtml");
        alice = BrowserSession.login(ems.portal(), "alice", PASSPHRASE);
        AlertSocket again = alice.alertsAfter(lastHeard);
        sockets.add(again);

        List<String> missed = IntStream.range((BEFORE + WHILE_COPIED) / 6, sent.get() / 6)
                .mapToObj(hour -> first.plus(hour, ChronoUnit.HOURS).toString())
                .toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(heardHours(again)).containsAll(missed));
        assertThat(heardHours(again)).doesNotHaveDuplicates();
        assertThat(again.received())
                .allSatisfy(alert ->
                        assertThat(alert.getJsonNumber("sequence").longValue()).isGreaterThan(lastHeard));
    }

    /** Each hour is there whole, and over its limit of 2.5 kWh with its last reading. */
    private void assertNothingIsMissing() {
        assertThat(administrator.hours(METER, first, first.plusSeconds(600L * sent.get())))
                .hasSize(sent.get() / 6)
                .allSatisfy(hour -> {
                    assertThat(hour.getInt("readings")).isEqualTo(6);
                    assertThat(hour.getJsonNumber("energy_kwh").bigDecimalValue())
                            .isEqualByComparingTo("3");
                });
        assertThat(alerts()).hasSize(sent.get() / 6);
    }

    private List<JsonObject> alerts() {
        return administrator
                .get("alerts?kind=LIMIT_EXCEEDED&size=100&device=" + METER)
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private static List<String> heardHours(AlertSocket socket) {
        return socket.received(METER, "LIMIT_EXCEEDED", "RAISED").stream()
                .map(alert -> OffsetDateTime.parse(alert.getString("hour_start"))
                        .toInstant()
                        .toString())
                .toList();
    }

    private void send(int until) {
        while (sent.get() < until) {
            measure(sent.getAndIncrement());
        }
    }

    private void measure(int number) {
        broker.measure(METER, first.plusSeconds(600L * number), "0.5");
    }

    private int ems(String command) {
        return ems(command, file);
    }

    private int ems(String command, Path from) {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("EMS_DATA_DIR", directory.resolve("data").toString());
        return Command.exit(
                log,
                environment,
                Duration.ofMinutes(3),
                Stream.concat(LaunchedSystem.launcher().stream(), Stream.of(command, from.toString()))
                        .toList());
    }

    private static JsonObject user() {
        return Json.createObjectBuilder()
                .add("username", "alice")
                .add("role", "USER")
                .add("password", PASSPHRASE)
                .add("must_change_password", false)
                .build();
    }

    private static JsonObject meter() {
        return Json.createObjectBuilder()
                .add("id", METER)
                .add("name", "Heat pump")
                .add("owner", "alice")
                .add("max_hourly_kwh", new BigDecimal("2.5"))
                .build();
    }
}
