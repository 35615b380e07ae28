package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the tests of the pages look at: for each language a household with two meters and three weeks of readings, an
 * administrator, and work that waits for one. Made once for all of them through the doors that programs use, under names
 * of its own, so that it can live in a system that others use too.
 */
final class Household {

    static final ZoneId ZONE = ZoneId.of("Europe/Bucharest");
    static final BigDecimal LIMIT = new BigDecimal("2.5");
    static final BigDecimal TOO_MUCH = new BigDecimal("3.75");
    static final int HOUR_OVER_THE_LIMIT = 19;

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int DAYS = 21;
    private static final int DEAD_LETTERS = 2;

    private static Household shared;

    /** A meter of the household. */
    record Meter(String id, String name) {}

    final TestedSystem system;
    final Api administrator;
    final Broker broker;
    final String tag = UUID.randomUUID().toString().substring(0, 8);
    final LocalDate today = LocalDate.now(ZONE);
    private final Map<Language, String> groups = new EnumMap<>(Language.class);

    /** Two neighbouring days of one month that have passed, whichever day is today. */
    final LocalDate day = today.minusDays(9);

    final LocalDate otherDay = day.plusDays(1).getMonth() == day.getMonth() ? day.plusDays(1) : day.minusDays(1);

    /** The last Tuesday that is over: on it the heat pump went over its limit. */
    final LocalDate tuesday = today.with(TemporalAdjusters.previous(DayOfWeek.TUESDAY));

    private Household(TestedSystem system) {
        this.system = system;
        administrator = new Api(system.portal(), system.administrator(), system.password());
        broker = new Broker(system.amqp());
        for (Language language : Language.values()) {
            makeUser(home(language), "USER", language);
            makeUser(staff(language), "ADMINISTRATOR", language);
            for (Meter meter : meters(language)) {
                makeDevice(meter, home(language));
            }
        }
        makeUser(operator(), "OPERATOR", Language.ROMANIAN);
        for (Language language : Language.values()) {
            history(heatPump(language), "0.50");
            history(lights(language), "0.20");
        }
        for (Language language : Language.values()) {
            awaitSum(heatPump(language));
        }
        for (Language language : Language.values()) {
            makeGroups(language);
        }
        makeWork();
    }

    static synchronized Household shared() {
        if (shared == null) {
            shared = new Household(TestedSystem.open());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::leave));
        }
        return shared;
    }

    String home(Language language) {
        return "home-" + language.code() + "-" + tag;
    }

    String staff(Language language) {
        return "staff-" + language.code() + "-" + tag;
    }

    /** Sees everything and changes nothing. */
    String operator() {
        return "operator-" + tag;
    }

    Meter heatPump(Language language) {
        return new Meter(
                "heat-" + language.code() + "-" + tag,
                (language == Language.ENGLISH ? "Heat pump " : "Pompă de căldură ") + tag);
    }

    Meter lights(Language language) {
        return new Meter(
                "lights-" + language.code() + "-" + tag,
                (language == Language.ENGLISH ? "Stairwell lights " : "Lumini pe scară ") + tag);
    }

    /** Nobody's, and reset on {@link #day}. */
    Meter register() {
        return new Meter("register-" + tag, "Register in the cellar " + tag);
    }

    List<Meter> meters(Language language) {
        return List.of(heatPump(language), lights(language));
    }

    /** Where the meters of a household stand, each in a room of its own. */
    String house(Language language) {
        return "House-" + language.code() + "-" + tag;
    }

    /** The id of a group for all: the heat pump, the house in which it stands, and the group of the lights. */
    String group(Language language) {
        return groups.get(language);
    }

    String lightsGroupName(Language language) {
        return (language == Language.ENGLISH ? "Lights of " : "Lumini din ") + house(language);
    }

    private void makeGroups(Language language) {
        String lights = makeGroup(
                lightsGroupName(language), lights(language), Json.createArrayBuilder(), Json.createArrayBuilder());
        groups.put(
                language,
                makeGroup(
                        (language == Language.ENGLISH ? "Group of " : "Grupul din ") + house(language),
                        heatPump(language),
                        Json.createArrayBuilder().add(house(language)),
                        Json.createArrayBuilder().add(lights)));
    }

    private String makeGroup(String name, Meter device, JsonArrayBuilder places, JsonArrayBuilder inside) {
        JsonObject group = Json.createObjectBuilder()
                .add("name", name)
                .add("devices", Json.createArrayBuilder().add(device.id()))
                .add("places", places)
                .add("groups", inside)
                .build();
        Api.Answer made = administrator.post("groups", group);
        assertThat(made.status()).as(name).isEqualTo(201);
        return made.body().getString("id");
    }

    private JsonValue placeOf(Meter meter) {
        for (Language language : Language.values()) {
            if (meters(language).contains(meter)) {
                return Json.createValue(house(language) + (meter.equals(lights(language)) ? "/Stairs" : "/Cellar"));
            }
        }
        return JsonValue.NULL;
    }

    /** A user whom a test may spoil: who leaves, forgets the password, changes the language. */
    String makeUser(String name, String role, Language language) {
        JsonObject user = Json.createObjectBuilder()
                .add("username", name)
                .add("display_name", name)
                .add("role", role)
                .add("password", People.PASSPHRASE)
                .add("must_change_password", false)
                .add("zone", ZONE.getId())
                .add("language", language.code())
                .build();
        assertThat(administrator.post("users", user).status()).as(name).isEqualTo(201);
        return name;
    }

    /** A meter that sends once an hour and is known to monitoring when this returns. */
    Meter makeDevice(Meter meter, String owner) {
        JsonObject device = Json.createObjectBuilder()
                .add("id", meter.id())
                .add("name", meter.name())
                .add("owner", owner == null ? JsonValue.NULL : Json.createValue(owner))
                .add("max_hourly_kwh", LIMIT)
                .add("expected_interval", "PT1H")
                .add("place", placeOf(meter))
                .build();
        assertThat(administrator.post("devices", device).status())
                .as(meter.id())
                .isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(meter.id()));
        return meter;
    }

    /** A register that begins again near zero in the midst of a day, which is found out when this returns. */
    Meter makeRegisterThatIsReset(Meter meter) {
        JsonObject device = Json.createObjectBuilder()
                .add("id", meter.id())
                .add("name", meter.name())
                .add("reading_mode", "CUMULATIVE")
                .add("expected_interval", "PT1H")
                .build();
        assertThat(administrator.post("devices", device).status())
                .as(meter.id())
                .isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(meter.id()));
        Instant midnight = day.atStartOfDay(ZONE).toInstant();
        List<String> readings = new ArrayList<>();
        for (String value : new String[] {"812.5", "813.1", "813.4", "0.2", "0.5", "0.9", "1.2", "1.6"}) {
            readings.add(Broker.measurement(meter.id(), midnight.plusSeconds(3600L * readings.size()), value));
        }
        broker.send("[" + String.join(",", readings) + "]");
        await().atMost(SOON)
                .until(() -> administrator
                                .get("findings?kind=RESET&device=" + meter.id())
                                .body()
                                .getInt("total")
                        == 1);
        return meter;
    }

    void removeDevice(Meter meter) {
        administrator.delete("devices/" + meter.id());
    }

    /** Whatever a careless key may change, as it is now. */
    Map<String, String> state(String actor) {
        Map<String, String> state = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            for (Meter meter : meters(language)) {
                state.put(
                        "alerts of " + meter.id(),
                        items(
                                "alerts?size=100&device=" + meter.id(),
                                "acknowledged_by",
                                "assigned_to",
                                "comments",
                                "snoozed_until",
                                "id"));
            }
        }
        state.put("groups", items("groups", "id", "name", "devices", "places", "groups"));
        state.put("devices", items("devices?size=100&q=" + tag, "id", "owner", "version"));
        state.put("users", items("users?size=100&q=" + tag, "username", "active", "role"));
        state.put("quarantine", items("quarantine?size=100", "id"));
        // BEWARE: while another reads the queue of dead letters, those in its hands are not seen.
        await().atMost(SOON).until(() -> items("dead-letters", "id").lines().count() == DEAD_LETTERS);
        state.put("dead letters", items("dead-letters", "id"));
        state.put("unassigned", items("unassigned?size=100", "device_id"));
        state.put("audit of " + actor, items("audit?size=100&actor=" + actor, "action", "subject"));
        return state;
    }

    private String items(String path, String... fields) {
        JsonObject answer = administrator.get(path).body();
        List<String> found = new ArrayList<>();
        for (JsonObject item : answer.getJsonArray("items").getValuesAs(JsonObject.class)) {
            if (!item.toString().contains(tag)) {
                // Of a meter that lives on while the test looks.
                continue;
            }
            StringBuilder line = new StringBuilder();
            for (String field : fields) {
                line.append(item.get(field)).append(' ');
            }
            found.add(line.toString());
        }
        return String.join("\n", found.stream().sorted().toList());
    }

    /** Each day has a total of its own, so that a page cannot show one for another. */
    private void history(Meter meter, String least) {
        Instant end = today.atStartOfDay(ZONE).toInstant();
        List<String> measurements = new ArrayList<>();
        for (LocalDate date = today.minusDays(DAYS); date.isBefore(today); date = date.plusDays(1)) {
            BigDecimal value = new BigDecimal(least).add(new BigDecimal("0.01").multiply(age(date)));
            Instant midnight = date.atStartOfDay(ZONE).toInstant();
            Instant over = date.atTime(HOUR_OVER_THE_LIMIT, 0).atZone(ZONE).toInstant();
            Instant next = date.plusDays(1).atStartOfDay(ZONE).toInstant();
            for (Instant hour = midnight; hour.isBefore(next); hour = hour.plusSeconds(3600)) {
                boolean tooMuch =
                        date.equals(tuesday) && hour.equals(over) && meter.id().startsWith("heat");
                measurements.add(Broker.measurement(meter.id(), hour, (tooMuch ? TOO_MUCH : value).toPlainString()));
            }
        }
        broker.send("[" + String.join(",", measurements) + "]");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(administrator.hours(meter.id(), end.minusSeconds(3600), end))
                        .allSatisfy(hour -> assertThat(hour.getInt("readings")).isEqualTo(1)));
    }

    /** An hour that is history by now is told of a little later; until then the list of alerts would change by itself. */
    private void awaitSum(Meter meter) {
        String alerts = "alerts?device=" + meter.id();
        boolean history = administrator.get(alerts + "&kind=LIMIT_EXCEEDED").body().getJsonArray("items").stream()
                .anyMatch(alert -> alert.asJsonObject().getBoolean("history"));
        if (history) {
            await().atMost(SOON)
                    .until(() -> administrator
                                    .get(alerts + "&kind=PAST_LIMIT_EXCEEDED")
                                    .body()
                                    .getInt("total")
                            == 1);
        }
    }

    private BigDecimal age(LocalDate date) {
        return BigDecimal.valueOf(
                date.until(today).getDays() + 31L * date.until(today).getMonths());
    }

    /** Messages that are no readings, readings that are no truth, and a meter nobody knows. */
    private void makeWork() {
        Meter heatPump = heatPump(Language.ENGLISH);
        Instant later = today.plusDays(3).atStartOfDay(ZONE).toInstant();
        broker.send(
                "no reading " + tag,
                "{\"timestamp\": 1, \"note\": \"" + tag + "\"}",
                Broker.measurement(heatPump.id(), later, "1"),
                Broker.measurement(heatPump.id(), later.plusSeconds(3600), "1"),
                Broker.measurement(heatPump.id(), later.minusSeconds(6 * 86_400), "100000"),
                Broker.measurement(
                        "unknown-" + tag, today.atStartOfDay(ZONE).minusHours(1).toInstant(), "1"));
        makeRegisterThatIsReset(register());
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(administrator.get("quarantine?size=100").body().toString())
                    .contains(heatPump.id());
            assertThat(administrator.get("dead-letters").body().toString()).contains(tag);
            assertThat(administrator.get("unassigned?size=100").body().toString())
                    .contains("unknown-" + tag);
        });
    }

    /** Leaves a system that others use as it was, as far as it can be told apart. */
    private void leave() {
        if (!System.getProperty("acceptance.portal", "").isEmpty()) {
            for (Language language : Language.values()) {
                administrator.get("groups").body().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                        .filter(group -> group.getString("name").contains(tag))
                        .forEach(group -> administrator.delete("groups/" + group.getString("id")));
                meters(language).forEach(this::removeDevice);
                removeDevice(register());
                administrator.delete("users/" + home(language));
                administrator.delete("users/" + staff(language));
            }
        }
        broker.close();
    }
}
