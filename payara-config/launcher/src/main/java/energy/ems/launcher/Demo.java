package energy.ems.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a first visitor finds: two users, a dozen meters with four weeks behind them, a tariff, and simulators that go on. All of
 * it comes in through the public doors, REST and RabbitMQ, as it would from anybody else.
 */
final class Demo implements AutoCloseable {

    private static final Duration HISTORY = Duration.ofDays(28);
    private static final Duration HISTORY_PATIENCE = Duration.ofMinutes(10);
    /** Its meter reports every ten seconds and uses more than its limit in the first minute. */
    private static final String SAUNA = "sauna";

    private static final List<Meter> METERS = List.of(
            new Meter("house-main", "House, main meter", "alice", "6.5", Mode.CUMULATIVE, "Willow Lane 4/House"),
            new Meter("heat-pump", "Heat pump", "alice", "5", Mode.INTERVAL, "Willow Lane 4/House"),
            new Meter("wallbox", "Car charger", "alice", "7.4", Mode.INTERVAL, "Willow Lane 4/Garage"),
            new Meter("kitchen", "Kitchen", "alice", "4.5", Mode.INTERVAL, "Willow Lane 4/Annexe"),
            new Meter(SAUNA, "Sauna (should be off)", "alice", "0.1", Mode.INTERVAL, "Willow Lane 4/Garden"),
            new Meter("flat-main", "Flat, main meter", "bob", "6", Mode.CUMULATIVE, "Mill Street 12/Flat"),
            new Meter("boiler", "Water heater", "bob", "4", Mode.INTERVAL, "Mill Street 12/Flat"),
            new Meter("office", "Home office", "bob", "4", Mode.INTERVAL, "Mill Street 12/Yard"),
            new Meter("workshop", "Workshop", "bob", "7", Mode.CUMULATIVE, "Mill Street 12/Yard"),
            new Meter("stairs", "Stairwell lights", null, "3", Mode.INTERVAL, "Mill Street 12/Common rooms"),
            new Meter("lift", "Lift", null, null, Mode.CUMULATIVE, "Mill Street 12/Common rooms"),
            new Meter("laundry", "Shared laundry", null, "6", Mode.INTERVAL, "Mill Street 12/Common rooms"));

    private enum Mode {
        INTERVAL,
        CUMULATIVE
    }

    private record Meter(String id, String name, String owner, String limit, Mode mode, String place) {

        /** Whether it measures all of its place. */
        boolean isMain() {
            return id.endsWith("-main");
        }

        String address() {
            return place.substring(0, place.indexOf('/'));
        }
    }

    private final Settings settings;
    private final DataDirectory data;
    private final RunningSystem system;
    private final Terminal terminal;
    private final List<Process> simulators = new ArrayList<>();

    Demo(Settings settings, DataDirectory data, RunningSystem system, Terminal terminal) {
        this.settings = settings;
        this.data = data;
        this.system = system;
        this.terminal = terminal;
    }

    /** Seeds what is missing, then starts the simulators, which send what they missed while they were stopped. */
    void run(Optional<String> adminPassword) throws IOException {
        if (!Files.exists(seeded())) {
            if (adminPassword.isEmpty() || !admin(adminPassword.get()).isAccepted()) {
                terminal.say("  ! No demo: this database has an administrator already; to add the demo, set"
                        + " EMS_ADMIN_PASSWORD to the password of the account admin");
                return;
            }
            seed(adminPassword.get());
        } else {
            startSimulators();
        }
    }

    @Override
    public void close() {
        simulators.forEach(simulator -> simulator.toHandle().destroy());
        simulators.forEach(simulator -> PidFile.stop(simulator.toHandle(), Duration.ofSeconds(10)));
    }

    private void seed(String adminPassword) throws IOException {
        Rest basic = admin(adminPassword);
        JsonObject token = created(
                        basic.post(
                                "account/tokens",
                                Json.createObjectBuilder()
                                        .add("name", "demo")
                                        .add("scope", "WRITE")
                                        .add(
                                                "expires_at",
                                                Instant.now()
                                                        .plus(1, ChronoUnit.HOURS)
                                                        .toString())
                                        .build()),
                        "the token of the demo")
                .orElseThrow();
        Rest rest = basic.withToken(token.getString("token"));
        terminal.step("Creating the demo's users and devices", () -> {
            // A token is not good for making users.
            createUsers(basic);
            createDevices(rest);
            return null;
        });
        startSimulators();
        Map<String, Integer> hours = new LinkedHashMap<>();
        terminal.step("Sending four weeks of history", () -> progress(hours), () -> {
            awaitHistory(rest, hours);
            // Places are known by the devices of which monitoring has heard.
            DemoTariff.assign(
                    rest, METERS.stream().map(Meter::address).distinct().toList());
            return null;
        });
        basic.delete("account/tokens/" + token.getJsonNumber("id"));
        Secrets.write(seeded(), Instant.now() + "\n");
    }

    private void createUsers(Rest rest) throws IOException {
        for (Map.Entry<String, String> user : DemoAccounts.readOrCreate(data, List.of("alice", "bob"))
                .passwords()
                .entrySet()) {
            String name = user.getKey();
            created(
                    rest.post(
                            "users",
                            Json.createObjectBuilder()
                                    .add("username", name)
                                    .add("display_name", Character.toUpperCase(name.charAt(0)) + name.substring(1))
                                    .add("role", "USER")
                                    .add("password", user.getValue())
                                    .add("must_change_password", false)
                                    .build()),
                    "the user " + name);
        }
    }

    private void createDevices(Rest rest) throws IOException {
        for (Meter meter : METERS) {
            JsonObjectBuilder device = Json.createObjectBuilder()
                    .add("id", deviceId(meter))
                    .add("name", meter.name())
                    .add("description", "Simulated by the demo")
                    .add("address", meter.address())
                    .add("place", meter.place())
                    .add("main_meter", meter.isMain())
                    .add("owner", meter.owner() == null ? JsonValue.NULL : Json.createValue(meter.owner()))
                    .add("reading_mode", meter.mode().name())
                    .add("unit", "kWh")
                    .add("expected_interval", meter.id().equals(SAUNA) ? "PT10S" : "PT10M");
            if (meter.limit() != null) {
                device.add("max_hourly_kwh", new BigDecimal(meter.limit()));
            }
            created(rest.post("devices", device.build()), "the device " + meter.name());
        }
    }

    /** Empty when it was there already, from a start that was cut short. */
    private static Optional<JsonObject> created(Rest.Answer answer, String what) {
        if (answer.status() == Rest.CREATED) {
            return Optional.of(answer.json());
        }
        if (answer.status() == Rest.CONFLICT) {
            return Optional.empty();
        }
        throw new Problem("The server refused " + what + " with status " + answer.status() + ": "
                + answer.body().lines().findFirst().orElse(""));
    }

    private void startSimulators() throws IOException {
        Simulators programs = new Simulators(settings);
        for (Mode mode : Mode.values()) {
            String name = mode.name().toLowerCase(Locale.ROOT);
            simulators.add(programs.start(
                    name,
                    system.amqp(),
                    List.of(
                            "--device.id",
                            METERS.stream()
                                    .filter(meter ->
                                            meter.mode() == mode && !meter.id().equals(SAUNA))
                                    .map(Demo::deviceId)
                                    .collect(Collectors.joining(",")),
                            "--csv.mode",
                            name,
                            "--csv.align",
                            "clock",
                            "--start",
                            "-" + HISTORY,
                            "--loop",
                            "--catch-up",
                            "--batch",
                            "100",
                            "--state.file",
                            data.demo().resolve(name + ".state").toString())));
        }
        startSauna(programs);
    }

    /** 9 kW, told every ten seconds: over its limit of 0.1 kWh with the fifth reading. */
    private void startSauna(Simulators programs) throws IOException {
        Path load = data.demo().resolve("sauna.csv");
        Files.writeString(load, "0.025\n".repeat(6));
        simulators.add(programs.start(
                SAUNA,
                system.amqp(),
                List.of(
                        "--device.id",
                        deviceId(METERS.stream()
                                .filter(meter -> meter.id().equals(SAUNA))
                                .findFirst()
                                .orElseThrow()),
                        "--csv.file",
                        load.toString(),
                        "--period",
                        "PT10S",
                        "--loop",
                        "--fresh",
                        "--state.file",
                        data.demo().resolve("sauna.state").toString())));
    }

    /** Until every meter has its whole hours of the four weeks, all but the running one and the first. */
    private void awaitHistory(Rest rest, Map<String, Integer> hours) throws IOException {
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        Instant from = to.minus(HISTORY).plus(2, ChronoUnit.HOURS);
        long wanted = Duration.between(from, to).toHours();
        long deadline = System.nanoTime() + HISTORY_PATIENCE.toNanos();
        for (Meter meter : METERS) {
            if (meter.id().equals(SAUNA)) {
                continue;
            }
            while (hoursWithEnergy(rest, meter, from, to) < wanted) {
                if (simulators.stream().anyMatch(simulator -> !simulator.isAlive())) {
                    throw new Problem("A simulator of the demo ended; see " + data.logs());
                }
                if (System.nanoTime() > deadline) {
                    throw new Problem("The demo's history did not arrive in " + HISTORY_PATIENCE.toMinutes()
                            + " minutes; see " + data.logs());
                }
                pause();
            }
            synchronized (hours) {
                hours.put(meter.id(), (int) wanted);
            }
        }
    }

    private static int hoursWithEnergy(Rest rest, Meter meter, Instant from, Instant to) throws IOException {
        Rest.Answer answer = rest.get(
                "devices/" + deviceId(meter) + "/consumption?resolution=hour&zone=UTC&from=" + from + "&to=" + to);
        if (answer.status() != 200) {
            return 0;
        }
        return (int) answer.json().getJsonArray("buckets").getValuesAs(JsonObject.class).stream()
                .filter(bucket -> !bucket.isNull("energy_kwh"))
                .count();
    }

    private static String progress(Map<String, Integer> hours) {
        synchronized (hours) {
            return hours.size() + " of " + (METERS.size() - 1) + " meters";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while the demo was being made", e);
        }
    }

    private Rest admin(String password) {
        return new Rest(system.http(), "admin", password);
    }

    private static String deviceId(Meter meter) {
        return "demo-" + meter.id();
    }

    private Path seeded() {
        return data.demo().resolve("seeded");
    }
}
