package energy.ems.metering.hours;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.FindingRulings;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.intake.DeviceEventIntake;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Ruling;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that remembers hours writes what one writes that asks the database for each. */
@Timeout(240)
class RecentHoursTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final List<String> MODES = List.of("INTERVAL", "CUMULATIVE");

    private static Instant instant(int reading) {
        return START.plus(PERIOD.multipliedBy(reading));
    }

    private static String factor(int version) {
        return version % 2 == 0 ? "2" : "1";
    }

    private static DeviceEvent device(String mode, int version, String limit) {
        SettingsState settings =
                new SettingsState(mode, null, null, null, PERIOD, new BigDecimal(factor(version)), null, null, null);
        DeviceState state = new DeviceState(
                mode, mode, null, null, "alice", new BigDecimal(limit), settings, SettingsDates.ALWAYS, null);
        return new DeviceEvent(mode + version, DeviceEvent.Type.DEVICE_UPDATED, version, START, state);
    }

    /** One after which everything is as if the server had just been started. */
    private static void forget(MonitoringSystem system) {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("UPDATE meter SET readings_version = readings_version - 1")
                        .executeUpdate());
    }

    /** Hours, what is on record of their changes, and alerts. */
    private static List<List<String>> written(MonitoringSystem system) {
        List<List<String>> written = new ArrayList<>();
        for (String sql : List.of(
                "SELECT m.device_id, h.hour_start, h.energy_kwh, h.readings, h.expected_readings, h.quality, h.complete,"
                        + " h.corrected, h.quarters FROM hourly_consumption h JOIN meter m ON m.id = h.meter_id"
                        + " ORDER BY 1, 2",
                "SELECT m.device_id, r.hour_start, r.old_kwh, r.new_kwh, r.old_quality, r.new_quality"
                        + " FROM hour_revision r JOIN meter m ON m.id = r.meter_id ORDER BY r.id",
                "SELECT device_id, hour_start, state, energy_kwh FROM alert ORDER BY 1, 2")) {
            for (Object row : system.select(sql)) {
                written.add(Arrays.stream((Object[]) row).map(String::valueOf).toList());
            }
        }
        return written;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void remembersNothingThatIsNotSo(long seed) {
        Random random = new Random(seed);
        try (MonitoringSystem remembering = new MonitoringSystem(Watches::wire);
                MonitoringSystem forgetful = new MonitoringSystem(Watches::wire)) {
            int[] latest = new int[MODES.size()];
            int[] version = {1, 1};
            for (int i = 0; i < MODES.size(); i++) {
                DeviceEvent event = device(MODES.get(i), version[i], "20");
                List.of(remembering, forgetful).forEach(each -> each.apply(event));
            }
            for (int step = 0; step < 60; step++) {
                int i = random.nextInt(MODES.size());
                Consumer<MonitoringSystem> act = switch (random.nextInt(10)) {
                    case 0 -> decision(MODES.get(i), latest[i] - random.nextInt(8), random.nextInt(30));
                    case 1 -> settings(MODES.get(i), ++version[i], random.nextBoolean());
                    case 2 -> MonitoringSystem::recompute;
                    default -> readings(MODES.get(i), latest, i, random);
                };
                forget(forgetful);
                act.accept(forgetful);
                act.accept(remembering);

                assertThat(written(remembering))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(written(forgetful));
            }
        }
    }

    /** Mostly the next ones, together or one by one; now and then late, and some that come again with another value. */
    private static Consumer<MonitoringSystem> readings(String mode, int[] latest, int meter, Random random) {
        List<String> messages = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int reading = random.nextInt(3) == 0 ? latest[meter] - random.nextInt(10) : latest[meter] + 1;
            latest[meter] = Math.max(latest[meter], reading);
            String value = mode.equals("INTERVAL")
                    ? BigDecimal.valueOf(1 + random.nextInt(5_000), 3).toPlainString()
                    : BigDecimal.valueOf(1_000_000 + reading * 1_000L + random.nextInt(900), 3)
                            .toPlainString();
            messages.add(measurement(mode, instant(reading), value));
        }
        boolean together = random.nextBoolean();
        return system -> {
            if (together) {
                system.receive(messages.toArray(String[]::new));
            } else {
                messages.forEach(system::receive);
            }
        };
    }

    private static Consumer<MonitoringSystem> decision(String mode, int reading, int value) {
        BigDecimal said = BigDecimal.valueOf(mode.equals("INTERVAL") ? value : 1_000 + Math.max(reading, 0));
        return system ->
                system.get(OperatorDesk.class).enterReading(mode, instant(reading), said, null, "read by hand");
    }

    /** What they order is done at once, or after other things have happened. */
    private static Consumer<MonitoringSystem> settings(String mode, int version, boolean atOnce) {
        DeviceEvent event = device(mode, version, version % 3 == 0 ? "3" : "20");
        return system -> {
            system.get(DeviceEventIntake.class).apply(List.of(event));
            if (atOnce) {
                system.recompute();
            }
        };
    }

    @Test
    void aRecomputationIsNoticed() {
        try (MonitoringSystem system = new MonitoringSystem(Watches::wire)) {
            system.apply(device("INTERVAL", 1, "20"));
            for (int i = 0; i < 7; i++) {
                system.receive(measurement("INTERVAL", instant(i), "0.1"));
            }

            system.apply(device("INTERVAL", 2, "20"));
            system.receive(measurement("INTERVAL", START, "0.2"));

            assertThat(revisions(system)).containsExactly("0.6 to 1.2", "1.2 to 1.4");
        }
    }

    @Test
    void aRulingIsNoticed() {
        try (MonitoringSystem system = new MonitoringSystem(Watches::wire)) {
            system.device("m", 1, "alice", null, "CUMULATIVE");
            String[] register = "1000 1001 5000 5001 5002 5003 5004".split(" ");
            for (int i = 0; i < register.length; i++) {
                system.receive(measurement("m", instant(i), register[i]));
            }

            system.get(FindingRulings.class).overrule("m", Finding.Kind.SWAP, instant(2), Ruling.REAL, "seen on site");
            system.receive(measurement("m", instant(6), "5005"));

            assertThat(revisions(system)).endsWith("4004 to 4005");
        }
    }

    private static List<String> revisions(MonitoringSystem system) {
        return system.select("SELECT old_kwh, new_kwh FROM hour_revision ORDER BY id").stream()
                .map(row -> Arrays.stream((Object[]) row)
                        .map(kwh -> ((BigDecimal) kwh).stripTrailingZeros().toPlainString())
                        .collect(Collectors.joining(" to ")))
                .toList();
    }

    @Test
    void theNextReadingsOfAnHourAskForNone() {
        CountingDatabase database = new CountingDatabase(TestDatabase.running().newDatabase());
        try (MonitoringSystem system = new MonitoringSystem(database.dataSource(), Watches::wire)) {
            system.device("m", 1, "alice", null, "INTERVAL");
            system.receive(measurement("m", START, "0.1"));
            List<Integer> rows = IntStream.range(1, 13)
                    .map(reading -> {
                        database.reset();
                        system.receive(measurement("m", instant(reading), "0.1"));
                        return database.rows();
                    })
                    .boxed()
                    .toList();

            // The meter's row, and the turn at the queue; nothing of its hours and readings.
            assertThat(rows).allMatch(count -> count <= 2);
        }
    }
}
