package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Four weeks of ten meters, as fast as they can be sent: every hour ends as the simulator says it must, to the last
 * decimal, whatever happens on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
abstract class ExactnessScenario {

    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(29, ChronoUnit.DAYS);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path directory = Scratch.directory("runs-" + getClass().getSimpleName());
    private PayaraMicro ems;
    private Broker broker;
    private Api administrator;

    abstract Optional<PayaraMicro> start();

    @BeforeAll
    void startTheSystem() {
        Optional<PayaraMicro> started = start();
        assumeTrue(started.isPresent(), "this machine has not got what this system needs");
        ems = started.get();
        broker = new Broker(ems.amqp());
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopTheSystem() {
        if (ems != null) {
            broker.close();
            ems.close();
        }
    }

    @Test
    @Order(1)
    void cleanDataSentTwiceIsExact() {
        register("clean", intervals("kWh", "1", "CONSUMPTION"));
        Simulation simulation = simulation("clean", "--device.id=clean-{0..9}", "--batch=20");
        simulation.run();
        awaitTotals(simulation);
        simulation.run();
        awaitEmptyQueue();
        awaitTotals(simulation);
    }

    @Test
    @Order(2)
    void aServerKilledInTheMiddleLosesAndDoublesNothing() {
        register("killed", registers("kWh", "1", "1000000"));
        Simulation simulation = simulation("killed", "--device.id=killed-{0..9}", "--csv.mode=cumulative", "--batch=5");
        Process sending = simulation.start();
        killInTheMiddle("killed-0");
        simulation.await(sending);
        awaitTotals(simulation);
    }

    @Test
    @Order(3)
    void everyFaultAtOnceAndTwoKillsLoseAndDoubleNothing() {
        register("interval", intervals("W", "2.5", "NET"));
        register("register", registers("Wh", "1.5", "50000000"));
        Simulation intervals = simulation(
                "interval",
                "--device.id=interval-{0..9}",
                "--unit=W",
                "--factor=2.5",
                "--direction=net",
                "--interval.stated=0.2",
                "--faults.duplicate=0.2",
                "--faults.shuffle=1000",
                "--faults.late=0.05",
                "--faults.gap=0.02",
                "--faults.malformed=0.002",
                "--batch=3");
        Simulation registers = simulation(
                "register",
                "--device.id=register-{0..9}",
                "--csv.mode=cumulative",
                "--unit=Wh",
                "--factor=1.5",
                "--register.capacity=50000000",
                "--faults.duplicate=0.2",
                "--faults.shuffle=1000",
                "--faults.late=0.05",
                "--faults.gap=0.02",
                "--faults.reset=0.002",
                "--faults.glitch=0.002",
                "--faults.noise=0.005",
                "--faults.swap=0.002",
                "--faults.jump=0.5",
                "--faults.pending=0.5",
                "--batch=7");
        Process first = intervals.start();
        killInTheMiddle("interval-0");
        Process second = registers.start();
        killInTheMiddle("register-0");
        intervals.await(first);
        registers.await(second);
        awaitTotals(intervals);
        awaitTotals(registers);
    }

    private Simulation simulation(String name, String... options) {
        String[] all = java.util.Arrays.copyOf(options, options.length + 3);
        all[options.length] = "--speed=max";
        all[options.length + 1] = "--start=" + START;
        all[options.length + 2] = "--seed=" + name.hashCode();
        return new Simulation(directory, name, ems.amqp(), all);
    }

    private static JsonObjectBuilder intervals(String unit, String factor, String direction) {
        return Json.createObjectBuilder()
                .add("reading_mode", "INTERVAL")
                .add("unit", unit)
                .add("factor", new BigDecimal(factor))
                .add("direction", direction);
    }

    private static JsonObjectBuilder registers(String unit, String factor, String capacity) {
        return Json.createObjectBuilder()
                .add("reading_mode", "CUMULATIVE")
                .add("unit", unit)
                .add("factor", new BigDecimal(factor))
                .add("register_capacity", new BigDecimal(capacity));
    }

    private void register(String prefix, JsonObjectBuilder readSo) {
        JsonObject settings = readSo.build();
        for (int i = 0; i < 10; i++) {
            JsonObject device = Json.createObjectBuilder(settings)
                    .add("id", prefix + "-" + i)
                    .add("name", prefix + " " + i)
                    .add("expected_interval", "PT10M")
                    .build();
            assertThat(administrator.post("devices", device).status()).isEqualTo(201);
        }
        for (int i = 0; i < 10; i++) {
            String consumption = "devices/" + prefix + "-" + i + "/consumption";
            await().atMost(PATIENCE).until(() -> administrator.get(consumption).status() == 200);
        }
    }

    /** Waits until this device's first readings were taken in, and then pulls the plug for a moment. */
    private void killInTheMiddle(String id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> administrator.hours(id, START, START.plus(1, ChronoUnit.DAYS)).stream()
                        .anyMatch(hour -> hour.getInt("readings") > 0));
        ems.killServer();
        ems.startServer();
    }

    private void awaitEmptyQueue() {
        await().atMost(PATIENCE).until(() -> broker.depth(Broker.MEASUREMENTS) == 0);
    }

    private void awaitTotals(Simulation simulation) {
        Map<String, List<String>> expected = simulation.expected();
        assertThat(expected).hasSize(10);
        awaitEmptyQueue();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(Totals.of(administrator, expected)).isEqualTo(expected));
    }
}
