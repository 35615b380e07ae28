package energy.ems.metering.recomputation;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.boundary.Caller;
import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.platform.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose past is computed anew first, and at what cost. */
@Timeout(300)
class RecomputationsTest {

    private static final int METERS = 200;
    private static final int LARGE = 4;
    private static final Instant START = Instant.parse("2026-11-16T00:00:00Z");

    private CountingDatabase database;
    private MonitoringSystem system;
    private Recomputations recomputations;

    /** Meters that have sent something and that nobody has registered; the first few of them a great deal. */
    @BeforeEach
    void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(database.dataSource(), container -> {});
        recomputations = system.get(Recomputations.class);
        system.receive(IntStream.range(0, METERS)
                .boxed()
                .flatMap(meter -> IntStream.range(0, meter < LARGE ? RecomputationChoice.SMALL + 1 : 2)
                        .mapToObj(reading -> measurement(id(meter), START.plus(reading, ChronoUnit.HOURS), "0.1")))
                .toArray(String[]::new));
        database.reset();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private static String id(int meter) {
        return "m-%03d".formatted(meter);
    }

    private static Map<String, List<DatedSettings.Change>> allAlong(List<String> ids) {
        DatedSettings settings = DatedSettings.always(MeterSettings.defaults());
        return ids.stream()
                .collect(Collectors.toMap(Function.identity(), id -> List.of(settings.changeAllAlong(settings))));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(RecomputationsTest::id).toList();
    }

    @Test
    void whoComesLastDoesNotWaitForAnImportNorTheImportForThoseThatComeLater() {
        recomputations.orderAll(allAlong(ids(LARGE, METERS - 1)), Caller.SYSTEM);
        recomputations.orderAll(allAlong(List.of(id(METERS - 1))), Caller.SYSTEM);

        assertThat(devices(recomputations.next())).contains(id(METERS - 1), id(LARGE));
    }

    @Test
    void ofTheLargeOnesTheFirstAndTheLastAreWorkedAt() {
        recomputations.orderAll(allAlong(ids(0, METERS)), Caller.SYSTEM);

        assertThat(devices(recomputations.next()))
                .contains(id(0), id(LARGE - 1))
                .doesNotContain(id(1), id(2));
    }

    @Test
    void aHundredThousandThatWaitAreNotLookedAt() {
        recomputations.orderAll(allAlong(ids(0, METERS)), Caller.SYSTEM);
        for (int copies = METERS; copies < 50_000; copies *= 2) {
            execute("INSERT INTO recomputation (device_id, range_from, range_to, next_from, state, percent, hours,"
                    + " attempts, due_at, requested_at, requested_by) SELECT device_id, range_from, range_to, next_from,"
                    + " state, percent, hours, attempts, due_at, requested_at, requested_by FROM recomputation");
        }

        long read = system.container().inTransaction(() -> {
            long before = handlerReads();
            recomputations.next();
            return handlerReads() - before;
        });

        // Some sixty orders, and of each large one a hundred readings.
        assertThat(read).as("rows that the database has looked at").isLessThan(10_000);
    }

    private long handlerReads() {
        List<?> rows = system.container()
                .entityManager()
                .createNativeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")
                .getResultList();
        return rows.stream()
                .mapToLong(row -> Long.parseLong(String.valueOf(((Object[]) row)[1])))
                .sum();
    }

    @Test
    void whatWaitsIsCountedAndTheOldestTold() {
        assertThat(recomputations.backlog().isEmpty()).isTrue();
        Instant first = system.clock().instant();
        recomputations.orderAll(allAlong(List.of(id(0))), Caller.SYSTEM);
        system.clock().advance(Duration.ofMinutes(1));
        recomputations.orderAll(allAlong(ids(1, 5)), Caller.SYSTEM);

        assertThat(recomputations.backlog()).isEqualTo(new Backlog(5, first.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Test
    void manyMetersCostTheDatabaseAHandfulOfStatements() {
        recomputations.orderAll(allAlong(ids(LARGE, LARGE + 2 * RecomputationChoice.EACH)), Caller.SYSTEM);
        List<Long> chosen = recomputations.next();
        assertThat(chosen).hasSize(2 * RecomputationChoice.EACH);
        database.reset();

        recomputations.doPieces(chosen);

        assertThat(database.statements()).isLessThan(20);
        assertThat(recomputations.next()).isEmpty();
        assertThat(system.select("SELECT DISTINCT state FROM recomputation")).isEqualTo(List.of("DONE"));
    }

    /** What it writes stays locked while the others are heard: it locks nothing of theirs. */
    @Test
    void nobodyElseWaitsForAPastThatIsComputedAnew() {
        List<Integer> changed = system.container().inTransaction(() -> {
            Meter meter = system.get(Meters.class).lock(List.of(id(1))).get(id(1));
            RecomputationStep.Piece piece = system.get(RecomputationStep.class)
                    .recompute(List.of(new Task(meter, START, START.plus(Duration.ofDays(30)))))
                    .get(0);

            CompletableFuture.runAsync(() -> system.receive(
                            measurement(id(0), START.plus(Duration.ofDays(30)), "0.1"),
                            measurement(id(2), START.plusSeconds(300), "0.1"),
                            measurement("new", START, "0.1")))
                    .get(2, TimeUnit.MINUTES);

            return List.of(piece.changedHours());
        });

        assertThat(changed.get(0)).isPositive();
    }

    @Test
    void oneThatFailsDoesNotTakeTheOthersAlong() {
        recomputations.orderAll(allAlong(ids(LARGE, LARGE + 10)), Caller.SYSTEM);
        // What no meter may be is the surest failure there is.
        execute("ALTER TABLE meter DROP CONSTRAINT meter_unit");
        execute("UPDATE meter SET unit = 'broken' WHERE device_id = '" + id(LARGE + 5) + "'");

        system.get(RecomputationWorker.class).workOff();

        assertThat(system.select("SELECT device_id FROM recomputation WHERE state <> 'DONE' AND error IS NOT NULL"))
                .isEqualTo(List.of(id(LARGE + 5)));
        assertThat(system.select("SELECT id FROM recomputation WHERE state = 'DONE'"))
                .hasSize(9);
    }

    private List<String> devices(List<Long> orders) {
        return orders.stream()
                .map(order -> recomputations.view(order).deviceId())
                .toList();
    }

    private void execute(String sql) {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery(sql)
                        .executeUpdate());
    }
}
