package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * One evening of a thousand meters, told in order: the broker goes away, devices are changed all the same, the server is
 * killed and starts again before the broker is back. Nothing is lost, nothing is done twice, and nobody is called
 * because of it except for the one meter that really fell silent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class OutageIT {

    private static final String PASSPHRASE = "the lights went out at nine";
    /** How long a slow machine may take; what is awaited takes a second or two. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final int CHANGES = 500;
    private static final String CHANGED = "changed-";
    private static final String SHUFFLED = "shuffled-";
    private static final String NOTES = "acceptance.device-events";
    private static final int PAIRS = 120;

    /**
     * A meter may miss three of its intervals and these seconds on top. Meters and tolerance are quicker than usual,
     * because the rules are tested on the real clock.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(20);

    private static final Duration HEALTHY = Duration.ofSeconds(15);
    /**
     * BEWARE: longer than the others', who speak again only when their own time is over. A server that starts quickly would
     * take this one for silent before, and all would have fallen silent together.
     */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration WATCH = Duration.ofSeconds(30);

    private final List<String> healthy =
            IntStream.range(0, 1000).mapToObj(i -> "healthy-" + i).toList();

    /** What device management has answered last of each living device that was changed. */
    private final Map<String, JsonObject> living = new TreeMap<>();

    private final TreeSet<String> buried = new TreeSet<>();
    private final List<JsonObject> events = new ArrayList<>();
    private final ScheduledExecutorService meters = Executors.newSingleThreadScheduledExecutor();

    private EmbeddedServers servers;
    private PayaraMicro ems;
    private Broker broker;
    private Api administrator;
    private Map<String, Api> owners;
    private Instant lastHeard;
    private Instant startedAgain;
    private ScheduledFuture<?> speaking;

    @BeforeAll
    void startTheSystem() {
        Path directory = Scratch.directory("outage");
        servers = EmbeddedServers.start(directory);
        Map<String, String> settings = new HashMap<>(servers.environment());
        settings.put("EMS_SILENCE_TOLERANCE", TOLERANCE.toString());
        ems = new PayaraMicro(directory, settings, servers::close);
        broker = new Broker(ems.amqp());
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
        owners = Map.of(
                "alice", new Api(ems.portal(), "alice", PASSPHRASE), "bob", new Api(ems.portal(), "bob", PASSPHRASE));
        owners.keySet()
                .forEach(name -> assertThat(
                                administrator.post("users", user(name)).status())
                        .isEqualTo(201));
    }

    @AfterAll
    void stopTheSystem() {
        meters.shutdownNow();
        // The broker goes first with all its connections; a test that failed may have left it away.
        if (ems != null) {
            ems.close();
        }
    }

    @Test
    @Order(1)
    void aThousandMetersAreHeardOfForADay() {
        StringBuilder csv = new StringBuilder("id,name,owner,max_hourly_kwh,expected_interval\n");
        healthy.forEach(id ->
                csv.append("%s,Meter %s,alice,,%s\n".formatted(id, id.substring(id.indexOf('-') + 1), HEALTHY)));
        csv.append("silent,Falls silent,alice,,%s\n".formatted(SILENT));
        for (int i = 0; i < PAIRS; i++) {
            csv.append("pair-%d,Pair %d,alice,1,PT10M\n".formatted(i, i));
        }
        Api.Answer imported = administrator.importDevices(csv.toString());
        assertThat(imported.body().getInt("created")).isEqualTo(healthy.size() + 1 + PAIRS);
        awaitAgreement();

        Instant now = Instant.now();
        // A value every ten minutes, because at the pace of these meters the day would be six million readings. Whether
        // a meter is silent is a matter of when it was heard last.
        broker.send(healthy.stream()
                .map(id -> IntStream.rangeClosed(1, 144)
                        .mapToObj(i -> Broker.measurement(id, now.minus(Duration.ofMinutes(10L * i)), "0.02"))
                        .collect(Collectors.joining(",", "[", "]")))
                .toArray(String[]::new));
        speak(List.of("silent"), now);
        speak(healthy, now);
        String latest = "/measurements?from=" + now + "&to=" + now.plusMillis(1);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(items("devices/silent" + latest)).hasSize(1);
            // All of them were in one message, so all were heard when one was.
            assertThat(items("devices/" + healthy.get(999) + latest)).hasSize(1);
            assertThat(broker.depth(Broker.MEASUREMENTS)).isZero();
        });
        lastHeard = Instant.now();
    }

    @Test
    @Order(2)
    void changesMadeWhileTheBrokerIsAwaySurviveAKillAndArriveOnce() throws Exception {
        broker.listen(NOTES, Broker.DEVICE_EVENTS);
        broker.close();
        servers.stopBroker();
        change(new Random(4));
        assertThat(compare().getInt("pending")).isEqualTo(CHANGES);

        ems.killServer();
        Instant allowedUntil = lastHeard.plus(silentAfter(HEALTHY));
        awaitInstant(nextWatch(allowedUntil).minus(silentAfter(HEALTHY)));
        startedAgain = Instant.now();
        ems.startServerWithoutBroker();
        Instant watch = nextWatch(later(allowedUntil, Instant.now()));
        assertThat(compare().getInt("pending"))
                .as("outgoing events, the broker is still away")
                .isEqualTo(CHANGES);
        assertThat(system().getJsonObject("outbox").getInt("waiting"))
                .as("what waits is told")
                .isGreaterThanOrEqualTo(CHANGES);
        assertThat(system().getJsonArray("consumers").getValuesAs(JsonObject.class))
                .as("and so is who does not consume, and why")
                .isNotEmpty()
                .allSatisfy(consumer -> {
                    assertThat(consumer.getString("state")).isEqualTo("disconnected");
                    assertThat(consumer.getString("reason")).isNotBlank();
                });
        assertThat(managed().keySet()).isEqualTo(living.keySet());
        String fresh = living.keySet().iterator().next();
        assertThat(owners.get(living.get(fresh).getString("owner"))
                        .get("devices/" + fresh + "/consumption")
                        .body()
                        .getJsonArray("buckets")
                        .getValuesAs(JsonObject.class))
                .as("a device of which monitoring cannot have heard yet")
                .isNotEmpty()
                .allMatch(hour -> hour.isNull("energy_kwh"));

        servers.startBroker();
        broker = new Broker(ems.amqp());
        // The meters are heard again only when the server has looked at them after more time than they are allowed,
        // most of which it was not there.
        speaking = meters.scheduleAtFixedRate(
                () -> speak(healthy, Instant.now()),
                Duration.between(Instant.now(), watch.plusSeconds(3)).toMillis(),
                10_000,
                TimeUnit.MILLISECONDS);
        awaitAgreement();

        broker.drain(NOTES).stream()
                .map(message -> Api.json(new String(message.getBody(), StandardCharsets.UTF_8)))
                .forEach(events::add);
        assertThat(events).hasSize(CHANGES).doesNotHaveDuplicates();
        assertThat(managed()).isEqualTo(living);
        assertMonitoringKnows(CHANGED, hourOf(Instant.now()), JsonValue.NULL);
    }

    @Test
    @Order(3)
    void eventsThatComeTwiceAndInDisorderEndTheSame() {
        Instant hour = hourOf(Instant.now());
        // Devices of the same life, of which monitoring hears in disorder from the beginning on; they have measured
        // already, which has to count as soon as they are known.
        List<String> ids = idsOf(SHUFFLED);
        broker.send(
                ids.stream().map(id -> Broker.measurement(id, hour, "0.5")).collect(Collectors.joining(",", "[", "]")));
        await().atMost(SOON).until(() -> administrator.get("unassigned").body().getInt("total") == ids.size());
        JsonObject agreed = compare();

        List<JsonObject> deliveries = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
            deliveries.addAll(events);
            events.forEach(event -> deliveries.add(shuffled(event)));
        }
        Collections.shuffle(deliveries, new Random(5));
        broker.publish(
                Broker.TOPIC,
                Broker.DEVICE_EVENTS,
                deliveries.stream()
                        .map(event -> event.toString().getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
        // It comes last, so the others are through when it is.
        assertThat(administrator
                        .post(
                                "devices",
                                Json.createObjectBuilder()
                                        .add("id", "last")
                                        .add("name", "Last")
                                        .build())
                        .status())
                .isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored("last"));

        Map<String, Integer> versions = new TreeMap<>();
        events.forEach(event -> versions.merge(shuffled(id(event)), event.getInt("version"), Math::max));
        JsonObject report = compare();
        assertThat(report.getJsonArray("drifts").getValuesAs(JsonObject.class).stream()
                        .collect(Collectors.toMap(
                                drift -> drift.getString("device_id"), drift -> drift.getInt("monitored_version"))))
                .as("what monitoring knows and device management does not")
                .isEqualTo(versions);
        assertThat(report.getJsonObject("management").getInt("devices"))
                .isEqualTo(agreed.getJsonObject("management").getInt("devices") + 1);
        assertMonitoringKnows(CHANGED, hourOf(Instant.now()), JsonValue.NULL);
        await().atMost(SOON)
                .untilAsserted(() -> assertMonitoringKnows(SHUFFLED, hour, Json.createValue(new BigDecimal("0.5"))));
        assertThat(items("dead-letters")).isEmpty();
    }

    @Test
    @Order(4)
    void twoReadingsThatBothPassTheLimitMakeOneAlert() {
        List<Instant> hours =
                List.of(hourOf(Instant.now()), hourOf(Instant.now()).minus(1, ChronoUnit.HOURS));
        List<String> once = new ArrayList<>();
        try (AlertSocket alice =
                BrowserSession.login(ems.portal(), "alice", PASSPHRASE).alerts()) {
            for (Instant hour : hours) {
                for (int i = 0; i < PAIRS; i++) {
                    // Two messages, which go to two consumers.
                    broker.send(
                            Broker.measurement("pair-" + i, hour, "1.25"),
                            Broker.measurement("pair-" + i, hour.plusSeconds(1), "1.5"));
                    once.add("pair-" + i + " " + hour);
                }
            }
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(exceeded())
                        .allSatisfy(alert -> assertThat(
                                        alert.getJsonNumber("energy_kwh").bigDecimalValue())
                                .isEqualByComparingTo("2.75"))
                        .extracting(OutageIT::deviceAndHour)
                        .containsExactlyInAnyOrderElementsOf(once);
                assertThat(raised(alice)).containsExactlyInAnyOrderElementsOf(once);
            });
            await().during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(raised(alice)).hasSameSizeAs(once));
        }
    }

    @Test
    @Order(5)
    void onlyTheMeterThatFellSilentIsToldOf() {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> !items("alerts?kind=DEVICE_SILENT").isEmpty());
        assertThat(items("alerts?kind=DEVICE_SILENT")).singleElement().satisfies(alert -> {
            assertThat(alert.getString("device_id")).isEqualTo("silent");
            assertThat(alert.getString("state")).isEqualTo("RAISED");
            assertThat(Instant.parse(alert.getString("raised_at")))
                    .as("while nobody listened, nobody was silent")
                    .isAfter(startedAgain.plus(silentAfter(SILENT)));
        });
        assertThat(items("alerts?kind=FLEET_SILENT")).isEmpty();
        // Otherwise the meters are not heard again, and what was just said of them is luck. They speak only after that
        // watch of the server in which they would have been taken for silent.
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            assertThat(speaking.isDone()).as("the meters have fallen silent").isFalse();
            return !items("devices/healthy-0/measurements?from=" + startedAgain + "&to="
                            + Instant.now().plusSeconds(60))
                    .isEmpty();
        });
        assertThat(items("alerts?kind=DEVICE_SILENT")).hasSize(1);
        assertThat(items("alerts?kind=FLEET_SILENT")).isEmpty();
    }

    /** Creates, changes and deletes, and creates some anew: at once, or after a while. */
    private void change(Random random) {
        int change = 0;
        while (change < CHANGES) {
            int dice = random.nextInt(10);
            if (living.isEmpty() || dice < 4) {
                boolean again = dice == 0 && !buried.isEmpty();
                create(again ? any(buried, random) : CHANGED + change, change++);
            } else if (dice < 8) {
                String id = any(living.keySet(), random);
                Api.Answer answer = administrator.put("devices/" + id, draft(id, change++));
                assertThat(answer.status()).isEqualTo(200);
                living.put(id, answer.body());
            } else {
                String id = any(living.keySet(), random);
                assertThat(administrator.delete("devices/" + id).status()).isEqualTo(204);
                living.remove(id);
                buried.add(id);
                change++;
                if (dice == 9 && change < CHANGES) {
                    create(id, change++);
                }
            }
        }
        assertThat(buried).isNotEmpty();
    }

    private void create(String id, int change) {
        Api.Answer answer = administrator.post("devices", draft(id, change));
        assertThat(answer.status()).isEqualTo(201);
        living.put(id, answer.body());
        buried.remove(id);
    }

    private static JsonObject draft(String id, int change) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("name", "Changed <" + change + ">")
                .add("owner", change % 3 == 0 ? "bob" : "alice")
                .add("max_hourly_kwh", new BigDecimal(change + 1).movePointLeft(1))
                .build();
    }

    private static String any(java.util.Collection<String> ids, Random random) {
        return List.copyOf(ids).get(random.nextInt(ids.size()));
    }

    /** The changed devices as device management shows them. */
    private Map<String, JsonObject> managed() {
        List<JsonObject> devices = items("devices?size=500&q=Changed");
        return devices.stream()
                .collect(Collectors.toMap(
                        device -> device.getString("id"), device -> device, (a, b) -> a, TreeMap::new));
    }

    /**
     * Each living device is there for its owner and nobody else, with its name, its limit and what it has measured; a
     * deleted one is there for nobody.
     */
    private void assertMonitoringKnows(String prefix, Instant hour, JsonValue energy) {
        Map<String, List<String>> known = new TreeMap<>();
        Map<String, List<String>> right = new TreeMap<>();
        for (String id : idsOf(CHANGED)) {
            String shown = prefix + id.substring(CHANGED.length());
            JsonObject device = living.get(id);
            for (String owner : owners.keySet()) {
                boolean owns = device != null && owner.equals(device.getString("owner"));
                right.computeIfAbsent(shown, any -> new ArrayList<>())
                        .add(
                                owns
                                        ? shown(owner, device.getString("name"), device.get("max_hourly_kwh"), energy)
                                        : owner);
                known.computeIfAbsent(shown, any -> new ArrayList<>()).add(monitored(owner, shown, hour));
            }
        }
        assertThat(known).hasSizeGreaterThan(100).isEqualTo(right);
    }

    private String monitored(String owner, String id, Instant hour) {
        Api.Answer answer = owners.get(owner)
                .get("devices/" + id + "/consumption?zone=UTC&from=" + hour + "&to=" + hour.plus(1, ChronoUnit.HOURS));
        if (answer.status() == 404) {
            return owner;
        }
        JsonObject bucket = answer.body().getJsonArray("buckets").getJsonObject(0);
        return shown(owner, answer.body().getString("device_name"), bucket.get("limit_kwh"), bucket.get("energy_kwh"));
    }

    private static String shown(String owner, String name, JsonValue limit, JsonValue energy) {
        return String.join(" ", owner, name, plain(limit), plain(energy));
    }

    private static String plain(JsonValue number) {
        return number == JsonValue.NULL
                ? "none"
                : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    /** All devices that were changed, living or not, under another first name. */
    private List<String> idsOf(String prefix) {
        TreeSet<String> ids = new TreeSet<>(living.keySet());
        ids.addAll(buried);
        return ids.stream().map(id -> prefix + id.substring(CHANGED.length())).toList();
    }

    private static String id(JsonObject event) {
        return event.getJsonObject("device").getString("id");
    }

    private static String shuffled(String id) {
        return SHUFFLED + id.substring(CHANGED.length());
    }

    private static JsonObject shuffled(JsonObject event) {
        JsonObjectBuilder device =
                Json.createObjectBuilder(event.getJsonObject("device")).add("id", shuffled(id(event)));
        return Json.createObjectBuilder(event).add("device", device).build();
    }

    private JsonObject system() {
        return administrator.get("system").body();
    }

    private JsonObject compare() {
        Api.Answer answer = administrator.post("synchronisation/compare", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private void awaitAgreement() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonObject report = compare();
            assertThat(report.getInt("pending")).isZero();
            assertThat(report.getJsonArray("drifts")).isEmpty();
            assertThat(report.getJsonObject("monitoring")).isEqualTo(report.getJsonObject("management"));
        });
    }

    private List<JsonObject> items(String path) {
        Api.Answer answer = administrator.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private List<JsonObject> exceeded() {
        return items("alerts?kind=LIMIT_EXCEEDED&size=500");
    }

    private static List<String> raised(AlertSocket socket) {
        return socket.received().stream()
                .filter(alert -> alert.getString("kind").equals("LIMIT_EXCEEDED"))
                .filter(alert -> alert.getString("state").equals("RAISED"))
                .map(OutageIT::deviceAndHour)
                .toList();
    }

    private static String deviceAndHour(JsonObject alert) {
        return alert.getString("device_id") + " "
                + OffsetDateTime.parse(alert.getString("hour_start")).toInstant();
    }

    /** All of them in one message. */
    private void speak(List<String> ids, Instant at) {
        broker.send(
                ids.stream().map(id -> Broker.measurement(id, at, "0.001")).collect(Collectors.joining(",", "[", "]")));
    }

    private static Duration silentAfter(Duration interval) {
        return interval.multipliedBy(3).plus(TOLERANCE);
    }

    /** The server looks for silent meters at each full and each half minute. */
    private static Instant nextWatch(Instant after) {
        long length = WATCH.toMillis();
        return Instant.ofEpochMilli((after.toEpochMilli() / length + 1) * length);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant hourOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    /** The server has its own clock, which no test can turn. */
    private static void awaitInstant(Instant instant) {
        await().atMost(SOON).until(() -> !Instant.now().isBefore(instant));
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
