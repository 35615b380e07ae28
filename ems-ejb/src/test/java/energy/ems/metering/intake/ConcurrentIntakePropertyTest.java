package energy.ems.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.profile.GeneratedReadings;
import energy.ems.metering.profile.LoadProfileOracle;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The rules through the whole intake: four consumers at once, the locks of the real database, and everything that a
 * queue and a server do to messages: duplicates, any order, rollbacks, redelivery after a crash.
 */
class ConcurrentIntakePropertyTest {

    private static final int CONSUMERS = 4;
    private static final int METERS = 8;

    private static MonitoringSystem system;
    private static int round;

    @BeforeContainer
    static void start() {
        system = Watches.monitoring();
    }

    @AfterContainer
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    /** Twenty-five times eight meters. */
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void storedHoursAreWhatTheRulesSay(@ForAll("meters") List<GeneratedReadings> meters, @ForAll Random random)
            throws Exception {
        round++;
        deliver(work(meters, random));

        for (int i = 0; i < meters.size(); i++) {
            GeneratedReadings meter = meters.get(i);
            LoadProfileOracle oracle = new LoadProfileOracle(meter.settings(), plausible(meter));
            assertThat(storedHours(deviceId(i))).isEqualTo(oracle.hours());
        }
    }

    @Provide
    Arbitrary<List<GeneratedReadings>> meters() {
        return GeneratedReadings.inAnyDirection().list().ofSize(METERS);
    }

    private static String deviceId(int meter) {
        return "meter-" + round + "-" + meter;
    }

    /** What is beyond the register's capacity waits in quarantine. */
    private static List<Reading> plausible(GeneratedReadings meter) {
        BigDecimal capacity = meter.settings().capacityKwh();
        return meter.readings().stream()
                .filter(reading -> capacity == null || reading.kwh().compareTo(capacity) <= 0)
                .toList();
    }

    // ---- what the consumers get to do

    private static ConcurrentLinkedQueue<Runnable> work(List<GeneratedReadings> meters, Random random) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < meters.size(); i++) {
            for (Reading reading : meters.get(i).readings()) {
                sent.add(new Sent(deviceId(i), reading));
                if (random.nextInt(5) == 0) {
                    sent.add(new Sent(deviceId(i), reading));
                }
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(sent, random);
        } else {
            // In order of time over all meters, but some a little and some very late.
            sent.sort((a, b) -> a.reading.at().compareTo(b.reading.at()));
            for (int i = 0; i < sent.size(); i++) {
                int distance = random.nextInt(20) == 0 ? sent.size() : 8;
                Collections.swap(sent, i, Math.min(sent.size() - 1, i + random.nextInt(distance)));
            }
        }
        List<Runnable> tasks = batches(sent, random);
        for (int i = 0; i < meters.size(); i++) {
            String deviceId = deviceId(i);
            MeterSettings settings = meters.get(i).settings();
            tasks.add(random.nextInt(tasks.size() + 1), () -> system.apply(created(deviceId, settings)));
        }
        return new ConcurrentLinkedQueue<>(tasks);
    }

    private static DeviceEvent created(String deviceId, MeterSettings settings) {
        DeviceState device = new DeviceState(
                deviceId,
                null,
                null,
                null,
                null,
                null,
                new SettingsState(
                        settings.readingMode().name(),
                        settings.intervalStamp().name(),
                        settings.unit().label(),
                        settings.registerCapacity(),
                        settings.expectedInterval(),
                        settings.factor(),
                        null,
                        settings.afterReset().name(),
                        settings.direction().name()));
        return new DeviceEvent(deviceId, DeviceEvent.Type.DEVICE_CREATED, 1, Instant.EPOCH, device);
    }

    private static List<Runnable> batches(List<Sent> sent, Random random) {
        List<Runnable> tasks = new ArrayList<>();
        int largest = List.of(3, 30, 500).get(random.nextInt(3));
        for (int i = 0; i < sent.size(); ) {
            int size = Math.min(sent.size() - i, 1 + random.nextInt(largest) + sent.size() / 60);
            String[] batch = sent.subList(i, i + size).stream()
                    .map(each -> MonitoringSystem.measurement(
                            each.deviceId,
                            each.reading.at(),
                            each.reading.kwh().toPlainString(),
                            each.reading.stated()))
                    .toArray(String[]::new);
            if (random.nextInt(6) == 0) {
                tasks.add(() -> receiveButDieBeforeTheCommit(batch));
                tasks.add(() -> system.receive(batch));
            } else {
                tasks.add(() -> system.receive(batch));
            }
            if (random.nextInt(6) == 0) {
                tasks.add(() -> system.receive(batch));
            }
            i += size;
        }
        return tasks;
    }

    private static void receiveButDieBeforeTheCommit(String[] batch) {
        assertThatExceptionOfType(PowerCut.class)
                .isThrownBy(() -> system.container().inTransaction(() -> {
                    system.receive(batch);
                    throw new PowerCut();
                }));
    }

    private static void deliver(ConcurrentLinkedQueue<Runnable> tasks) throws Exception {
        ExecutorService consumers = Executors.newFixedThreadPool(CONSUMERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                running.add(consumers.submit(() -> {
                    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                        task.run();
                    }
                }));
            }
            for (Future<?> consumer : running) {
                consumer.get(120, TimeUnit.SECONDS);
            }
        } finally {
            consumers.shutdownNow();
        }
    }

    private static List<String> storedHours(String deviceId) {
        return system
                .select("SELECT hour_start, energy_kwh, readings, expected_readings, quality FROM hourly_consumption"
                        + " WHERE meter_id = (SELECT id FROM meter WHERE device_id = '" + deviceId + "')"
                        + " AND (energy_kwh IS NOT NULL OR readings > 0) ORDER BY hour_start")
                .stream()
                .map(row -> (Object[]) row)
                .map(row -> "%s %s %s/%s %s"
                        .formatted(
                                Instant.ofEpochMilli((Long) row[0]),
                                plain((BigDecimal) row[1]),
                                row[2],
                                row[3],
                                row[4]))
                .toList();
    }

    private static String plain(BigDecimal kwh) {
        if (kwh == null) {
            return "null";
        }
        return kwh.signum() == 0 ? "0" : kwh.stripTrailingZeros().toPlainString();
    }

    private record Sent(String deviceId, Reading reading) {}

    private static final class PowerCut extends RuntimeException {}
}
