package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several consumers on the same meters, with the locking of the real database. */
@Timeout(180)
class ConcurrentIntakeTest {

    private static final int CONSUMERS = 4;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static MonitoringSystem system;
    private static ExecutorService consumers;

    @BeforeAll
    static void start() {
        system = Watches.monitoring();
        consumers = Executors.newFixedThreadPool(CONSUMERS);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            consumers.shutdownNow();
            system.close();
        }
    }

    @Test
    void loseNoReadingOfEachOther() throws Exception {
        int meters = 6;
        int readings = 432;
        Random random = new Random(7);
        List<String> messages = new ArrayList<>();
        List<TreeMap<Instant, BigDecimal>> expected = new ArrayList<>();
        for (int meter = 0; meter < meters; meter++) {
            boolean cumulative = meter % 2 == 0;
            String id = "concurrent-" + meter;
            system.device(id, 1, "alice", "1000", cumulative ? "CUMULATIVE" : "INTERVAL");
            TreeMap<Instant, BigDecimal> hours = new TreeMap<>();
            BigDecimal register = BigDecimal.valueOf(100);
            for (int i = 0; i < readings; i++) {
                Instant at = START.plus(Duration.ofMinutes(10L * i));
                BigDecimal used = BigDecimal.valueOf(random.nextInt(1, 1000), 3);
                messages.add(measurement(id, at, (cumulative ? register : used).toString()));
                register = register.add(used);
                // The last difference of a register is not known yet.
                if (!cumulative || i < readings - 1) {
                    hours.merge(at.truncatedTo(ChronoUnit.HOURS), used, BigDecimal::add);
                }
            }
            hours.replaceAll((hour, kwh) -> kwh.stripTrailingZeros());
            expected.add(hours);
        }
        List<String> twice = new ArrayList<>(messages);
        twice.addAll(messages.subList(0, messages.size() / 5));
        Collections.shuffle(twice, random);

        consume(twice, 50);

        for (int meter = 0; meter < meters; meter++) {
            assertThat(system.hours("concurrent-" + meter)).isEqualTo(expected.get(meter));
        }
    }

    @Test
    void unknownDevicesAreAddedOnceByWhoeverIsFirst() throws Exception {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            messages.add(measurement("newcomer-" + i % 40, START.plusSeconds(i), "0.001"));
        }
        Collections.shuffle(messages, new Random(3));

        consume(messages, 20);

        assertThat(system.count("reading r JOIN meter m ON m.id = r.meter_id WHERE m.device_id LIKE 'newcomer-%'"))
                .isEqualTo(400);
    }

    @Test
    void twoReadingsThatBothPassTheLimitMakeOneAlert() throws Exception {
        int repetitions = 1_000;
        system.device("contested", 1, "alice", "1", "INTERVAL");
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<?>> racers = new ArrayList<>();
        for (int racer = 0; racer < 2; racer++) {
            int millis = 4 * racer;
            racers.add(consumers.submit(() -> {
                for (int i = 0; i < repetitions; i++) {
                    Instant hour = START.minus(Duration.ofHours(i));
                    barrier.await(30, TimeUnit.SECONDS);
                    persistently(List.of(measurement("contested", hour.plusMillis(millis), "1.5")));
                }
                return null;
            }));
        }
        for (Future<?> racer : racers) {
            racer.get(120, TimeUnit.SECONDS);
        }

        assertThat(system.count("alert WHERE device_id = 'contested' AND kind = 'LIMIT_EXCEEDED'"))
                .isEqualTo(repetitions);
        assertThat(system.count("alert_change c JOIN alert a ON a.id = c.alert_id WHERE a.device_id = 'contested'"))
                .isEqualTo(repetitions);
        assertThat(system.count("outbox WHERE routing_key = 'ems.alerts'"))
                .as("history is told of in sum")
                .isZero();
        long last = ((Number)
                        system.select("SELECT MAX(sequence) FROM alert_change").get(0))
                .longValue();
        assertThat(system.count("alert_change")).as("no gaps in the sequence").isEqualTo(last);
    }

    private static void consume(List<String> messages, int batchSize) throws Exception {
        Queue<List<String>> batches = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < messages.size(); i += batchSize) {
            batches.add(messages.subList(i, Math.min(messages.size(), i + batchSize)));
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            running.add(consumers.submit(() -> {
                for (List<String> batch = batches.poll(); batch != null; batch = batches.poll()) {
                    persistently(batch);
                }
            }));
        }
        for (Future<?> consumer : running) {
            consumer.get(120, TimeUnit.SECONDS);
        }
    }

    /** As the resource adapter does it: what was rolled back comes again. */
    private static void persistently(List<String> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                system.receive(batch.toArray(String[]::new));
                return;
            } catch (RuntimeException e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }
}
