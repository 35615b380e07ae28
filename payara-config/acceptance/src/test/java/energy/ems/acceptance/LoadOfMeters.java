package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Four weeks of ten meters, sent as fast as they can be, in disorder and some of it twice, while servers die. */
final class LoadOfMeters {

    private static final int METERS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(29, ChronoUnit.DAYS);

    private final Api administrator;
    private final String name;
    private final Simulation simulation;

    private LoadOfMeters(Api administrator, Path directory, String name, String amqp, Random random) {
        this.administrator = administrator;
        this.name = name;
        this.simulation = new Simulation(
                directory,
                name,
                amqp,
                "--device.id=%s-{0..%d}".formatted(name, METERS - 1),
                "--csv.mode=cumulative",
                "--speed=max",
                "--start=" + START,
                "--seed=" + random.nextInt(),
                "--faults.duplicate=0.1",
                "--faults.shuffle=200");
    }

    /**
     * Returns at a random moment of the four weeks.
     *
     * @param name of this load alone
     * @param amqp where the meters send
     */
    static LoadOfMeters begin(Api administrator, Path directory, String name, String amqp, Random random) {
        LoadOfMeters load = new LoadOfMeters(administrator, directory, name, amqp, random);
        for (int i = 0; i < METERS; i++) {
            load.register(name + "-" + i);
        }
        load.simulation.start();
        load.awaitDay(random.nextInt(27));
        return load;
    }

    /** Returns when the first meter has hours of that day. */
    void awaitDay(int day) {
        Instant reached = START.plus(day, ChronoUnit.DAYS);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> administrator.hours(name + "-0", reached, reached.plus(1, ChronoUnit.DAYS)).stream()
                        .anyMatch(hour -> hour.getInt("readings") > 0));
    }

    /** Returns when each hour of each meter is what the simulator says, to the last decimal. */
    void awaitExact() {
        simulation.finish();
        Map<String, List<String>> expected = simulation.expected();
        assertThat(expected).hasSize(METERS);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(Totals.of(administrator, expected)).isEqualTo(expected));
    }

    private void register(String id) {
        JsonObject device = Json.createObjectBuilder()
                .add("id", id)
                .add("name", id)
                .add("reading_mode", "CUMULATIVE")
                .add("unit", "kWh")
                .add("expected_interval", "PT10M")
                .build();
        assertThat(administrator.post("devices", device).status()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> administrator.isMonitored(id));
    }
}
