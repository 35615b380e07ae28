package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.GetResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The main job, told in order: a meter's reading becomes an hour, a chart and an alert, and what is no reading harms
 * nobody. Each subclass tells it on another system.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
abstract class MainJobScenario {

    private static final String PASSPHRASE = "a meter reads itself at midnight";
    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private final Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    private final String device = UUID.randomUUID().toString();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private EmsSystem ems;
    private Broker broker;
    private Api administrator;
    private Api alice;
    private Api bob;

    /** The system to tell it on; empty when this machine has not got what it needs. */
    abstract Optional<EmsSystem> start();

    @BeforeAll
    void startTheSystem() {
        Optional<EmsSystem> started = start();
        assumeTrue(started.isPresent(), "this machine has not got what this system needs");
        ems = opened(started.get());
        broker = opened(new Broker(ems.amqp()));
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
        alice = new Api(ems.portal(), "alice", PASSPHRASE);
        bob = new Api(ems.portal(), "bob", PASSPHRASE);
    }

    @AfterAll
    void stopEverything() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    @Order(1)
    void theAdministratorCreatesTwoUsersAndADeviceForOneOfThem() {
        for (String name : List.of("alice", "bob")) {
            assertThat(administrator.post("users", user(name)).status()).isEqualTo(201);
        }
        assertThat(administrator
                        .post("devices", device(device, "Heat pump", "alice"))
                        .status())
                .isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alice.get("devices").body().getJsonArray("items"))
                        .hasSize(1));
        assertThat(bob.get("devices").body().getInt("total")).isZero();
        assertThat(bob.get("devices/" + device + "/consumption").status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void aDayOfReadingsBecomesTwentyFourTotals() {
        sendTheDay();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(totals(alice, device)).isEqualTo(theDaysTotals()));
        assertThat(alice.hours(device, midnight, midnight.plus(1, ChronoUnit.DAYS)))
                .hasSize(24)
                .allSatisfy(hour -> {
                    assertThat(hour.getString("quality")).isEqualTo("MEASURED");
                    assertThat(hour.getInt("readings")).isEqualTo(6);
                    assertThat(hour.getInt("expected_readings")).isEqualTo(6);
                });
    }

    @Test
    @Order(3)
    void theOwnerSeesTheDayAsAChart() {
        Optional<ChromeDriver> chromium = Browser.open();
        assumeTrue(chromium.isPresent(), "no browser on this machine");
        PortalInChromium portal = opened(new PortalInChromium(chromium.get(), ems.portal()));
        portal.login("alice", PASSPHRASE);
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(portal.chart(device, day)).isEqualTo(theDaysTotals()));
        assertThat(portal.complaints()).isEmpty();
    }

    @Test
    @Order(4)
    void passingTheLimitAlertsTheOwnerOnceAndNobodyElse() {
        AlertSocket aliceHears =
                opened(BrowserSession.login(ems.portal(), "alice", PASSPHRASE).alerts());
        AlertSocket bobHears =
                opened(BrowserSession.login(ems.portal(), "bob", PASSPHRASE).alerts());
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        broker.measure(device, hour, "2.50");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(totalAt(alice, device, hour)).isEqualByComparingTo("2.5"));
        assertThat(aliceHears.received(device, "LIMIT_EXCEEDED", "RAISED")).isEmpty();

        broker.measure(device, hour.plusSeconds(1), "0.01");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(aliceHears.received(device, "LIMIT_EXCEEDED", "RAISED"))
                        .hasSize(1));
        broker.measure(device, hour.plusSeconds(2), "0.02");
        broker.measure(device, hour.plusSeconds(1), "0.01");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(totalAt(alice, device, hour)).isEqualByComparingTo("2.53"));

        JsonObject alert =
                aliceHears.received(device, "LIMIT_EXCEEDED", "RAISED").get(0);
        assertThat(Instant.parse(alert.getString("hour_start"))).isEqualTo(hour);
        assertThat(alert.getJsonNumber("limit_kwh").bigDecimalValue()).isEqualByComparingTo("2.5");
        assertThat(alert.getString("device_name")).isEqualTo("Heat pump");
        forgeAlerts(alert);
        await().during(Duration.ofSeconds(2)).atMost(SOON).untilAsserted(() -> {
            assertThat(aliceHears.received(device, "LIMIT_EXCEEDED", "RAISED")).hasSize(1);
            assertThat(bobHears.received()).isEmpty();
        });
        assertThat(exceeded(alice)).hasSize(1);
        assertThat(exceeded(bob)).isEmpty();
        assertThat(alice.post(
                                "alerts/" + exceeded(alice).get(0).getInt("id") + "/acknowledge",
                                Json.createObjectBuilder().build())
                        .status())
                .isBetween(200, 204);
        assertThat(exceeded(alice).get(0).getString("acknowledged_by")).isEqualTo("alice");
    }

    /** As anybody could who may publish: the same again, a newer one, one for bob, and rubbish. */
    private void forgeAlerts(JsonObject alert) {
        JsonObject newer = Json.createObjectBuilder(alert)
                .add("sequence", alert.getJsonNumber("sequence").longValue() + 1)
                .add("owner", "alice")
                .build();
        JsonObject anothers =
                Json.createObjectBuilder(newer).add("owner", "bob").build();
        for (String forged : List.of(alert.toString(), newer.toString(), anothers.toString(), "[[[", "")) {
            broker.publish(Broker.TOPIC, "ems.alerts", forged.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    @Order(5)
    void whatIsNoReadingEndsWithTheDeadLettersAndHoldsNobodyUp() {
        broker.drain(Broker.DEAD);
        List<String> bad = List.of(
                "{\"timestamp\": 17325360",
                "not json at all",
                "{\"timestamp\": %d, \"device_id\": \"%s\"}".formatted(midnight.toEpochMilli(), device),
                "{\"timestamp\": %d, \"measurement_value\": 1}".formatted(midnight.toEpochMilli()),
                "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": NaN}"
                        .formatted(midnight.toEpochMilli(), device),
                "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": \"NaN\"}"
                        .formatted(midnight.toEpochMilli(), device),
                "x".repeat(2 << 20));
        Instant good = midnight.minus(1, ChronoUnit.DAYS);
        for (int i = 0; i < bad.size(); i++) {
            broker.send(bad.get(i));
            broker.measure(device, good.plusSeconds(600L * i), "0.125");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sum(alice, device, good, good.plus(2, ChronoUnit.HOURS)))
                        .isEqualByComparingTo("0.875"));
        List<GetResponse> dead = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            dead.addAll(broker.drain(Broker.DEAD));
            assertThat(dead).hasSizeGreaterThanOrEqualTo(bad.size());
        });
        // Of what is far too large, the beginning is kept.
        List<String> kept = bad.stream()
                .map(each -> each.substring(0, Math.min(each.length(), 8 << 10)))
                .toList();
        assertThat(dead.stream().map(message -> new String(message.getBody(), StandardCharsets.UTF_8)))
                .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(dead)
                .allSatisfy(message ->
                        assertThat(message.getProps().getHeaders()).containsKeys("ems-reason", "ems-received-at"));
    }

    @Test
    @Order(6)
    void anUnknownDevicesReadingsCountOnceItIsRegistered() {
        String unknown = UUID.randomUUID().toString();
        broker.measure(unknown, midnight, "0.5");
        broker.measure(unknown, midnight.plusSeconds(600), "0.25");
        broker.measure(device, midnight.minus(3, ChronoUnit.DAYS), "0.375");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(totalAt(alice, device, midnight.minus(3, ChronoUnit.DAYS)))
                        .isEqualByComparingTo("0.375"));
        assertThat(administrator
                        .post("devices", device(unknown, "Sauna", "bob"))
                        .status())
                .isEqualTo(201);
        await().atMost(SOON)
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .untilAsserted(() -> assertThat(totalAt(bob, unknown, midnight)).isEqualByComparingTo("0.75"));
    }

    @Test
    @Order(7)
    void sendingTheDayAgainChangesNothing() {
        List<JsonObject> before = alice.hours(device, midnight, midnight.plus(1, ChronoUnit.DAYS));
        sendTheDay();
        Instant later = midnight.minus(4, ChronoUnit.DAYS);
        broker.measure(device, later, "1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(totalAt(alice, device, later)).isEqualByComparingTo("1"));
        await().atMost(SOON).until(() -> broker.depth(Broker.MEASUREMENTS) == 0);
        assertThat(alice.hours(device, midnight, midnight.plus(1, ChronoUnit.DAYS)))
                .isEqualTo(before);
    }

    @Test
    @Order(8)
    void aDeviceThatAnotherProgramAnnouncesIsMonitored() {
        String announced = UUID.randomUUID().toString();
        String event = """
            {"event_id": "%s", "type": "DEVICE_CREATED", "version": 1, "occurred_at": "%s",
             "device": {"id": "%s", "name": "Wallbox", "owner": "bob", "max_hourly_kwh": 11,
                        "reading_mode": "CUMULATIVE", "unit": "Wh"}}
            """.formatted(UUID.randomUUID(), Instant.now(), announced);
        broker.publish("amq.topic", Broker.DEVICE_EVENTS, event.getBytes(StandardCharsets.UTF_8));
        broker.publish("amq.topic", Broker.DEVICE_EVENTS, event.getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON)
                .until(() -> bob.get("devices/" + announced + "/consumption").status() == 200);
        for (int i = 0; i <= 6; i++) {
            broker.measure(announced, midnight.plusSeconds(600L * i), Integer.toString(1_000_000 + 250 * i));
        }
        await().atMost(SOON)
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .untilAsserted(
                        () -> assertThat(totalAt(bob, announced, midnight)).isEqualByComparingTo("1.5"));
        assertThat(alice.get("devices/" + announced + "/consumption").status()).isEqualTo(404);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    @Test
    @Order(9)
    void noPasswordStandsInTheServersLog() {
        assertThat(ems.log())
                .content(StandardCharsets.ISO_8859_1)
                .isNotEmpty()
                .doesNotContain(ems.databasePassword(), EmsSystem.PASSWORD, PASSPHRASE, ems.amqp());
    }

    private void sendTheDay() {
        String[] readings = new String[144];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = Broker.measurement(
                    device, midnight.plusSeconds(600L * i), value(i / 6).toPlainString());
        }
        broker.send(readings);
    }

    private static BigDecimal value(int hour) {
        return new BigDecimal("0.1").add(new BigDecimal("0.01").multiply(BigDecimal.valueOf(hour)));
    }

    private static List<BigDecimal> theDaysTotals() {
        List<BigDecimal> totals = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            totals.add(value(hour).multiply(BigDecimal.valueOf(6)).stripTrailingZeros());
        }
        return totals;
    }

    private List<BigDecimal> totals(Api user, String id) {
        return user.hours(id, midnight, midnight.plus(1, ChronoUnit.DAYS)).stream()
                .map(MainJobScenario::energy)
                .toList();
    }

    private static BigDecimal totalAt(Api user, String id, Instant hour) {
        return energy(user.hours(id, hour, hour.plus(1, ChronoUnit.HOURS)).get(0));
    }

    private static BigDecimal sum(Api user, String id, Instant from, Instant to) {
        return user.hours(id, from, to).stream()
                .map(MainJobScenario::energy)
                .filter(energy -> energy != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal energy(JsonObject bucket) {
        return bucket.get("energy_kwh") == JsonValue.NULL
                ? null
                : bucket.getJsonNumber("energy_kwh").bigDecimalValue().stripTrailingZeros();
    }

    private List<JsonObject> exceeded(Api user) {
        return user.get("alerts?kind=LIMIT_EXCEEDED&device=" + device)
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private static JsonObject user(String name) {
        return Json.createObjectBuilder()
                .add("username", name)
                .add("display_name", name)
                .add("email", name + "@example.org")
                .add("role", "USER")
                .add("password", PASSPHRASE)
                .add("must_change_password", false)
                .add("zone", "UTC")
                .build();
    }

    private static JsonObject device(String id, String name, String owner) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("name", name)
                .add("owner", owner)
                .add("max_hourly_kwh", new BigDecimal("2.5"))
                .add("reading_mode", "INTERVAL")
                .add("unit", "kWh")
                .build();
    }
}
