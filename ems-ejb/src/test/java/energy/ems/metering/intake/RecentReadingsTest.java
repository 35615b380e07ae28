package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.intake.ReadBatch.Received;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.Measurement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node keeps of a meter in memory must never outlive what others, or a failure, make of it. */
@Timeout(120)
class RecentReadingsTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final List<String> DEVICES = List.of("meter-1", "meter-2", "meter-3");

    private final Map<String, TreeMap<Instant, BigDecimal>> stored = new HashMap<>();
    private final Map<String, Set<Instant>> decided = new HashMap<>();
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void twoNodesAPersonAndFailuresNeverMakeAnHourWrong(long seed) {
        random = new Random(seed);
        DataSource database = TestDatabase.running().newDatabase();
        try (MonitoringSystem one = new MonitoringSystem(database, Watches::wire);
                MonitoringSystem other = new MonitoringSystem(database, Watches::wire)) {
            DEVICES.forEach(device -> {
                one.device(device, 1, "alice", null, "INTERVAL", PERIOD);
                stored.put(device, new TreeMap<>());
                decided.put(device, new HashSet<>());
            });
            for (int step = 0; step < 120; step++) {
                MonitoringSystem node = random.nextInt(4) == 0 ? other : one;
                switch (random.nextInt(8)) {
                    case 0 -> decide(node, step);
                    case 1 -> fail(node, step);
                    default -> receive(node, step);
                }
                for (String device : DEVICES) {
                    assertThat(one.hours(device))
                            .as("seed %d, step %d, %s", seed, step, device)
                            .isEqualTo(hours(stored.get(device)));
                }
            }
        }
    }

    /** Mostly the next reading of each; now and then one that is late, or that was there before with another value. */
    private void receive(MonitoringSystem node, int step) {
        List<String> messages = new ArrayList<>();
        for (String device : DEVICES) {
            for (int i = random.nextInt(3); i > 0; i--) {
                Instant at = instant(device, step);
                // A value of its own for each, because one that stood there before is old news.
                BigDecimal value = BigDecimal.valueOf(1 + step * 100L + messages.size(), 4);
                messages.add(measurement(device, at, value.toPlainString()));
                // What a person has decided only a person changes.
                if (!decided.get(device).contains(at)) {
                    stored.get(device).put(at, value);
                }
            }
        }
        node.receive(messages.toArray(String[]::new));
    }

    private Instant instant(String device, int step) {
        TreeMap<Instant, BigDecimal> known = stored.get(device);
        Instant next = known.isEmpty() ? START : known.lastKey().plus(PERIOD);
        return random.nextInt(3) > 0 ? next : next.minus(PERIOD.multipliedBy(random.nextInt(Math.min(60, step + 1))));
    }

    private void decide(MonitoringSystem node, int step) {
        String device = DEVICES.get(random.nextInt(DEVICES.size()));
        TreeMap<Instant, BigDecimal> known = stored.get(device);
        Instant at = (known.isEmpty() ? START : known.lastKey()).plus(PERIOD.multipliedBy(random.nextInt(6) - 3));
        BigDecimal value = BigDecimal.valueOf(5_000L + step, 3);
        node.get(OperatorDesk.class).enterReading(device, at, value, null, "read by hand");
        known.put(at, value);
        decided.get(device).add(at);
    }

    /** A batch of which all is undone, after everything of it was written. */
    private void fail(MonitoringSystem node, int step) {
        String device = DEVICES.get(random.nextInt(DEVICES.size()));
        Received next = new Received(0, new Measurement(device, instant(device, step), new BigDecimal("7.77")));
        assertThatThrownBy(() -> node.container().inTransaction(() -> {
                    node.get(MeasurementIntake.class)
                            .store(List.of(next), node.clock().instant());
                    throw new IllegalStateException("undone");
                }))
                .hasStackTraceContaining("undone");
    }

    private static TreeMap<Instant, BigDecimal> hours(TreeMap<Instant, BigDecimal> readings) {
        TreeMap<Instant, BigDecimal> hours = new TreeMap<>();
        readings.forEach((at, value) -> hours.merge(UtcHour.of(at), value, BigDecimal::add));
        hours.replaceAll((hour, energy) -> energy.stripTrailingZeros());
        return hours;
    }
}
