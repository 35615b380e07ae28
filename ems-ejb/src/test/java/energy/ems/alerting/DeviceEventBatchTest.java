package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.intake.DeviceEventIntake;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many device events at once: the same end as one by one, and hardly more for the database than one. */
@Timeout(300)
class DeviceEventBatchTest {

    private static final int DEVICES = 6;
    private static final int EVENTS = 120;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theyEndAsTheyWouldOneByOne(int seed) {
        assertThat(endOf(seed, EVENTS)).isEqualTo(endOf(seed, 1));
    }

    /** What there is after a random life of some devices, of which monitoring hears so many events at a time. */
    private static List<String> endOf(int seed, int batch) {
        Random random = new Random(seed);
        try (MonitoringSystem system = new MonitoringSystem(Watches::wire)) {
            Instant now = system.clock().instant();
            IntStream.range(0, DEVICES)
                    .forEach(device -> system.receive(measurement("m-" + device, now.minusSeconds(7200), "3")));
            TreeMap<Integer, Integer> versions = new TreeMap<>();
            List<DeviceEvent> events = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                int device = random.nextInt(DEVICES);
                int version = versions.merge(device, 1, Integer::sum);
                events.add(event("m-" + device, version, now, random));
            }
            for (int start = 0; start < events.size(); start += batch) {
                system.get(DeviceEventIntake.class)
                        .apply(events.subList(start, Math.min(events.size(), start + batch)));
            }
            system.recompute();
            return Stream.of(
                            "SELECT CONCAT_WS('|', device_id, state, event_version, owner, max_hourly_kwh, reading_mode)"
                                    + " FROM meter ORDER BY device_id",
                            "SELECT CONCAT_WS('|', device_id, valid_from, limit_kwh) FROM meter_limit f"
                                    + " JOIN meter m ON m.id = f.meter_id ORDER BY device_id, valid_from",
                            "SELECT CONCAT_WS('|', device_id, valid_from, f.owner) FROM meter_owner f"
                                    + " JOIN meter m ON m.id = f.meter_id ORDER BY device_id, valid_from",
                            "SELECT CONCAT_WS('|', device_id, hour_start, energy_kwh) FROM hourly_consumption h"
                                    + " JOIN meter m ON m.id = h.meter_id ORDER BY device_id, hour_start")
                    .flatMap(sql -> system.select(sql).stream())
                    .map(String::valueOf)
                    .toList();
        }
    }

    private static DeviceEvent event(String id, int version, Instant now, Random random) {
        int dice = random.nextInt(10);
        DeviceEvent.Type type = dice == 0 ? DeviceEvent.Type.DEVICE_DELETED : DeviceEvent.Type.DEVICE_UPDATED;
        String owner = random.nextInt(4) == 0 ? null : "owner-" + random.nextInt(3);
        BigDecimal limit = random.nextInt(4) == 0 ? null : BigDecimal.valueOf(1 + random.nextInt(5));
        String mode = random.nextInt(5) == 0 ? "CUMULATIVE" : "INTERVAL";
        Instant at = now.minus(Duration.ofMinutes(random.nextInt(600)));
        // Some are said twice, and some by an older version.
        int said = Math.max(1, version - (random.nextInt(6) == 0 ? 1 : 0));
        return new DeviceEvent(
                "e-" + version,
                type,
                said,
                at,
                new DeviceState(id, null, null, null, owner, limit, new SettingsState(mode, null, null, null, null)));
    }

    @Test
    void manyCostTheDatabaseHardlyMoreThanOne() {
        CountingDatabase database = new CountingDatabase(TestDatabase.running().newDatabase());
        try (MonitoringSystem system = new MonitoringSystem(database.dataSource(), Watches::wire)) {
            Instant now = system.clock().instant();
            String[] readings = IntStream.range(0, 200)
                    .mapToObj(device -> measurement("m-" + device, now.minusSeconds(7200), "3"))
                    .toArray(String[]::new);
            system.receive(readings);

            for (String limit : List.of("10", "9")) {
                database.reset();
                system.get(DeviceEventIntake.class)
                        .apply(IntStream.range(0, 200)
                                .mapToObj(device -> limited("m-" + device, limit, now))
                                .toList());
                assertThat(database.statements()).as("limit " + limit).isLessThan(25);
            }
        }
    }

    private static DeviceEvent limited(String id, String limit, Instant now) {
        return new DeviceEvent(
                "e",
                DeviceEvent.Type.DEVICE_UPDATED,
                20 - Integer.parseInt(limit),
                now,
                new DeviceState(id, null, null, null, "alice", new BigDecimal(limit), SettingsState.usual()));
    }
}
