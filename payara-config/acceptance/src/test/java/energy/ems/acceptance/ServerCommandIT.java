package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code ./ems server}, told in order: a Payara Server from an empty folder, a meter's readings on it, and an upgrade in the
 * midst of them that loses none. Only with {@code -Dacceptance.long=true}: it starts a Payara Server twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
@EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
class ServerCommandIT {

    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final String CONSOLE_PASSWORD = "nobody-else-opens-this-console";
    private static final String METER = "meter-on-payara-server";
    private static final int HOURS = 24;
    private static final int READINGS = 6 * HOURS;

    private final Path directory = Scratch.directory("server-command");
    private final Path data = directory.resolve("data");
    private final Path log = directory.resolve("launcher.log");
    private final int http = Ports.free();
    private final int console = Ports.free();
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(HOURS + 1, ChronoUnit.HOURS);
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService meters = Executors.newSingleThreadScheduledExecutor();

    private EmbeddedServers servers;
    private Broker broker;
    private Api administrator;

    @BeforeAll
    void startItsServers() {
        servers = EmbeddedServers.start(directory);
        broker = new Broker(servers.environment().get("EMS_RABBITMQ_URI"));
        administrator =
                new Api(URI.create("http://127.0.0.1:" + http + "/ems/"), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopEverything() {
        meters.shutdownNow();
        server("stop");
        broker.close();
        servers.close();
    }

    @Test
    @Order(1)
    void oneCommandMakesAServerOfAnEmptyFolder() {
        assertThat(server("status")).as("nothing runs").isEqualTo(1);

        assertThat(server("start")).as(Command.tail(log)).isZero();

        assertThat(server("status")).isZero();
        assertThat(administrator
                        .post(
                                "devices",
                                Json.createObjectBuilder()
                                        .add("id", METER)
                                        .add("name", "Heat pump")
                                        .add("max_hourly_kwh", new BigDecimal("2.5"))
                                        .build())
                        .status())
                .isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(METER));
        sendUntil(READINGS / 3);
        await().atMost(SOON).untilAsserted(this::assertEachHourIsExact);
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts()).hasSize(sent.get() / 6));
    }

    @Test
    @Order(2)
    void theConsoleAsksForItsPassword() {
        assertThat(asadmin(CONSOLE_PASSWORD)).isZero();
        assertThat(asadmin("a guess")).isNotZero();
        if (Sockets.areVisible()) {
            assertThat(Sockets.listening(process()))
                    .isEqualTo(ListeningTable.ofSecurityPage()
                            .of(
                                    "Payara Server by ./ems server",
                                    1,
                                    Map.of("EMS_HTTP_PORT", http, "EMS_CONSOLE_PORT", console),
                                    Map.of("EMS_HTTP_ADDRESS", "loopback")));
        }
    }

    @Test
    @Order(3)
    void asItRunsAlreadyTheSameCommandChangesNothing() {
        ProcessHandle before = process();

        assertThat(server("start")).as(Command.tail(log)).isZero();

        assertThat(process()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void anUpgradeInTheMidstOfReadingsLosesNone() {
        ProcessHandle before = process();
        meters.scheduleAtFixedRate(() -> sendUntil(Math.min(READINGS, sent.get() + 1)), 0, 250, TimeUnit.MILLISECONDS);

        assertThat(server("upgrade")).as(Command.tail(log)).isZero();

        assertThat(process()).isNotEqualTo(before);
        await().atMost(SOON).until(() -> sent.get() == READINGS);
        await().atMost(SOON).untilAsserted(this::assertEachHourIsExact);
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts()).hasSize(HOURS));
    }

    @Test
    @Order(5)
    void noSecretIsToldOf() throws IOException {
        String commandLine = process().info().commandLine().orElse("");
        List<String> secrets = List.of(
                EmsSystem.PASSWORD,
                CONSOLE_PASSWORD,
                servers.environment().get("EMS_DB_PASSWORD"),
                servers.environment().get("EMS_RABBITMQ_URI"));
        assertThat(secrets).allSatisfy(secret -> {
            assertThat(commandLine).doesNotContain(secret);
            assertThat(data.resolve("server/domains/ems/logs/server.log"))
                    .content(StandardCharsets.ISO_8859_1)
                    .isNotEmpty()
                    .doesNotContain(secret);
            assertThat(log).content(StandardCharsets.ISO_8859_1).doesNotContain(secret);
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("server"))))
                .isEqualTo("rwx------");
    }

    /** Each of these hours goes over its limit of 2.5 kWh with its last reading. */
    private void assertEachHourIsExact() {
        assertThat(administrator.hours(METER, first, first.plusSeconds(600L * sent.get())))
                .hasSize((sent.get() + 5) / 6)
                .allSatisfy(hour -> assertThat(hour.getJsonNumber("energy_kwh").bigDecimalValue())
                        .isEqualByComparingTo("3"));
    }

    private List<JsonObject> alerts() {
        return administrator
                .get("alerts?kind=LIMIT_EXCEEDED&size=100&device=" + METER)
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private void sendUntil(int number) {
        while (sent.get() < number) {
            broker.measure(METER, first.plusSeconds(600L * sent.get()), "0.5");
            sent.incrementAndGet();
        }
    }

    private ProcessHandle process() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(data.resolve("server/domains/ems/config/pid"))
                            .strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError("it does not run", e);
        }
    }

    private int asadmin(String password) {
        Path file = directory.resolve("password");
        try {
            Files.writeString(file, "AS_ADMIN_PASSWORD=" + password + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Command.exit(
                directory.resolve("asadmin.log"),
                Map.of(),
                SOON,
                List.of(
                        Artifacts.java().toString(),
                        "-jar",
                        Artifacts.payaraServer()
                                .resolve("glassfish/lib/client/appserver-cli.jar")
                                .toString(),
                        "--interactive=false",
                        "--user",
                        "admin",
                        "--passwordfile",
                        file.toString(),
                        "--port",
                        Integer.toString(console),
                        "list-applications"));
    }

    private int server(String command) {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("EMS_DATA_DIR", data.toString());
        environment.put("EMS_HTTP_PORT", Integer.toString(http));
        environment.put("EMS_CONSOLE_PORT", Integer.toString(console));
        environment.put("EMS_CONSOLE_PASSWORD", CONSOLE_PASSWORD);
        environment.put("EMS_ADMIN_PASSWORD", EmsSystem.PASSWORD);
        environment.put("EMS_PAYARA_SERVER", Artifacts.payaraServer().toString());
        return Command.exit(
                log,
                environment,
                Duration.ofMinutes(8),
                Stream.concat(LaunchedSystem.launcher().stream(), Stream.of("server", command))
                        .toList());
    }
}
