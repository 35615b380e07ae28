package energy.ems.retention;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.alerting.Watches;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.FindingRulings;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.ReadingImports;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.metering.backfill.BackfillView.State;
import energy.ems.metering.backfill.BackfillWorker;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Plausibility.Reason;
import energy.ems.metering.profile.Ruling;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.metering.retention.OldReadings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old readings go, and the hours that were made of them stay: on a real database, beside a system that keeps everything. */
@Timeout(300)
class RetentionTest {

    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Instant NOW = Instant.parse("2026-11-23T09:15:00Z");
    /** Forty days and a little before. */
    private static final Instant BORDER = Instant.parse("2026-10-14T09:00:00Z");

    private static final Instant FIRST = Instant.parse("2026-09-20T00:00:00Z");

    private DataSource database;
    private MonitoringSystem system;
    private MonitoringSystem forever;

    @BeforeEach
    void start() {
        database = TestDatabase.running().newDatabase();
        system = node();
        forever = Watches.monitoring();
    }

    @AfterEach
    void stop() {
        system.close();
        forever.close();
    }

    private MonitoringSystem node() {
        return node(EnumSet.allOf(Kind.class));
    }

    /** Where these are kept for as short as they can be. */
    private MonitoringSystem node(Set<Kind> kinds) {
        return new MonitoringSystem(database, container -> {
            for (Kind kind : kinds) {
                container.setting(kind.variable().toLowerCase(Locale.ROOT).replace('_', '.'), "" + kind.leastDays());
            }
            Watches.wire(container);
            container.get(RetentionWorker.class);
        });
    }

    private static void run(MonitoringSystem node) {
        node.get(RetentionWorker.class).round();
    }

    private static RetentionRun last(MonitoringSystem node) {
        return node.get(RetentionRuns.class).last().orElseThrow();
    }

    private void both(String... messages) {
        system.receive(messages);
        forever.receive(messages);
    }

    private void register(String id, String mode) {
        system.device(id, 1, "alice", "2", mode, STEP);
        forever.device(id, 1, "alice", "2", mode, STEP);
    }

    /** Two months with gaps, resets, another meter and nonsense. */
    private static List<String> life(String id, String mode) {
        Random random = new Random(7);
        List<String> messages = new ArrayList<>();
        BigDecimal register = new BigDecimal("5000");
        Instant at = FIRST;
        while (at.isBefore(NOW)) {
            BigDecimal used = BigDecimal.valueOf(random.nextInt(900), 3);
            register = register.add(used);
            int happens = random.nextInt(150);
            boolean isQuiet =
                    at.isAfter(BORDER.minus(Duration.ofDays(1))) && at.isBefore(BORDER.plus(Duration.ofDays(1)));
            if (mode.equals("CUMULATIVE") && happens == 1 && !isQuiet) {
                register = new BigDecimal(random.nextInt(3));
            }
            String value = mode.equals("INTERVAL") ? used.toString() : register.toString();
            if (mode.equals("CUMULATIVE") && happens == 2 && !isQuiet) {
                value = random.nextBoolean()
                        ? "0"
                        : register.add(new BigDecimal("70000")).toString();
            }
            messages.add(measurement(id, at, value));
            at = at.plus(happens == 3 && !isQuiet ? Duration.ofHours(random.nextInt(30)) : STEP)
                    .plusSeconds(random.nextInt(3) == 0 ? 17 : 0);
        }
        return messages;
    }

    private void live(String id, String mode) {
        register(id, mode);
        List<String> life = life(id, mode);
        for (int i = 0; i < life.size(); i += 400) {
            both(life.subList(i, Math.min(life.size(), i + 400)).toArray(String[]::new));
        }
    }

    private static List<?> hours(MonitoringSystem system, String id, Instant from, Instant to) {
        return system.select(
                "SELECT CONCAT_WS(' ', h.hour_start, h.energy_kwh, h.readings, h.expected_readings, h.quality,"
                        + " h.complete, h.corrected, h.quarters) FROM hourly_consumption h"
                        + " JOIN meter m ON m.id = h.meter_id WHERE m.device_id = '" + id + "' AND h.hour_start >= "
                        + from.toEpochMilli() + " AND h.hour_start < " + to.toEpochMilli() + " ORDER BY h.hour_start");
    }

    private static List<?> hours(MonitoringSystem system, String id) {
        return hours(system, id, Instant.EPOCH, NOW);
    }

    private static List<?> findings(MonitoringSystem system, String id) {
        return system.select("SELECT CONCAT_WS(' ', f.kind, f.from_at, f.until_at, f.kwh) FROM finding f"
                + " JOIN meter m ON m.id = f.meter_id WHERE m.device_id = '" + id + "' ORDER BY f.until_at, f.kind");
    }

    private static Instant firstReading(MonitoringSystem system, String id) {
        return Instant.ofEpochMilli(((Number) system.select("SELECT MIN(r.taken_at) FROM reading r"
                                + " JOIN meter m ON m.id = r.meter_id WHERE m.device_id = '" + id + "'")
                        .get(0))
                .longValue());
    }

    private static Instant border(MonitoringSystem system, String id) {
        return Instant.ofEpochMilli(
                ((Number) system.select("SELECT readings_kept_from FROM meter WHERE device_id = '" + id + "'")
                                .get(0))
                        .longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERVAL", "CUMULATIVE"})
    void theHoursStayWhatTheyWereWhateverComesAfterwards(String mode) {
        live("m", mode);
        List<?> before = hours(system, "m");

        run(system);

        assertThat(last(system).error()).isNull();
        assertThat(last(system).removed().get(Kind.READINGS)).isGreaterThan(500);
        assertThat(border(system, "m")).isEqualTo(BORDER);
        assertThat(firstReading(system, "m"))
                .isBetween(
                        BORDER.minus(Duration.ofDays(7)),
                        BORDER.minus(Duration.ofDays(6)).plus(STEP));
        assertThat(hours(system, "m")).isEqualTo(before);

        // Late ones and corrections, right behind the border and long after it.
        for (int minutes : new int[] {5, 11, 77, 1_000, 20_011, 20_017}) {
            Instant at = BORDER.plus(Duration.ofMinutes(minutes));
            both(measurement("m", at, mode.equals("INTERVAL") ? "0.313" : "5001.5"));
            both(measurement("m", at, mode.equals("INTERVAL") ? "0.2" : "5002.5"));
        }
        decide("m", BORDER.plus(Duration.ofMinutes(5)), "0.4");
        both(measurement("m", NOW.minusSeconds(30), mode.equals("INTERVAL") ? "0.1" : "9000"));
        assertThat(hours(system, "m")).isEqualTo(hours(forever, "m"));
        assertThat(findings(system, "m")).isEqualTo(findings(forever, "m"));

        // Computed anew from the beginning.
        for (MonitoringSystem each : List.of(system, forever)) {
            each.get(OperatorDesk.class).recompute("m", null, null);
            each.recompute();
        }
        assertThat(hours(system, "m")).isEqualTo(hours(forever, "m"));
        assertThat(findings(system, "m")).isEqualTo(findings(forever, "m"));

        // Read otherwise all along: the hours that can be computed are, the others stay.
        List<?> frozen = hours(system, "m", Instant.EPOCH, BORDER.minus(Duration.ofDays(3)));
        SettingsState factor = new SettingsState(
                mode, "START", "kWh", null, STEP, new BigDecimal("1.5"), new BigDecimal("5000"), null, null);
        for (MonitoringSystem each : List.of(system, forever)) {
            each.settings("m", 2, factor, Instant.EPOCH);
        }
        assertThat(hours(system, "m", Instant.EPOCH, BORDER.minus(Duration.ofDays(3))))
                .isEqualTo(frozen)
                .isNotEqualTo(hours(forever, "m", Instant.EPOCH, BORDER.minus(Duration.ofDays(3))));
        assertThat(hours(system, "m", BORDER.minus(Duration.ofDays(3)), NOW))
                .isEqualTo(hours(forever, "m", BORDER.minus(Duration.ofDays(3)), NOW));
    }

    private void decide(String id, Instant at, String value) {
        for (MonitoringSystem each : List.of(system, forever)) {
            each.get(OperatorDesk.class).enterReading(id, at, new BigDecimal(value), null, "read by hand");
        }
    }

    @Test
    void whatIsOlderWaitsInQuarantineAndCannotCountAnyMore() {
        live("m", "INTERVAL");
        run(system);
        List<?> before = hours(system, "m");
        Instant old = BORDER.minus(Duration.ofDays(20)).plusSeconds(1);

        system.receive(measurement("m", old, "0.25"), measurement("m", BORDER.minusMillis(1), "0.5"));
        system.receive(measurement("m", old, "0.25"));
        // What is still there is no news.
        Instant known = firstReading(system, "m");
        BigDecimal said =
                (BigDecimal) system.select("SELECT value FROM reading WHERE taken_at = " + known.toEpochMilli())
                        .get(0);
        system.receive(measurement("m", known, said.toPlainString()));

        QuarantineDecisions quarantine = system.get(QuarantineDecisions.class);
        List<QuarantinedReading> waiting = quarantine
                .quarantine("m", Reason.NO_LONGER_KEPT, PageRequest.first(10))
                .items();
        assertThat(waiting).hasSize(2);
        assertThatThrownBy(() -> quarantine.releaseGroup("m", Reason.NO_LONGER_KEPT))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        told -> assertThat(told.messageKey()).isEqualTo("conflict.readings_gone"))
                .hasMessageContaining(BORDER.toString());
        assertThatThrownBy(() -> quarantine.release(List.of(waiting.get(0).id())))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() ->
                        system.get(OperatorDesk.class).enterReading("m", old, BigDecimal.ONE, null, "read by hand"))
                .isInstanceOf(ConflictException.class);
        assertThat(hours(system, "m")).isEqualTo(before);
        assertThat(quarantine.discardGroup("m", Reason.NO_LONGER_KEPT)).isEqualTo(2);
    }

    @Test
    void whatWasFoundInReadingsThatAreGoneCannotBeRuledOfAnyMore() {
        register("m", "CUMULATIVE");
        List<String> messages = new ArrayList<>(IntStream.range(0, 2_900)
                .mapToObj(i -> measurement("m", FIRST.plus(STEP.multipliedBy(i)), i == 100 ? "3" : "" + (5_000 + i)))
                .toList());
        both(messages.toArray(String[]::new));
        Instant glitch = FIRST.plus(STEP.multipliedBy(100));
        run(system);
        assertThat(findings(system, "m")).isNotEmpty().isEqualTo(findings(forever, "m"));

        assertThatThrownBy(() -> system.get(FindingRulings.class)
                        .overrule("m", Finding.Kind.GLITCH, glitch, Ruling.REAL, "it was so"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void whatAnImportHasNotedOfReadingsThatAreFinalGoesWithThemAndTheRestCanBeTakenBack() {
        Duration beyond = Duration.ofDays(10);
        int readings = 2_900;
        for (MonitoringSystem each : List.of(system, forever)) {
            each.asAdministrator();
            each.device("m", 1, "alice", null, "INTERVAL", STEP);
            each.receive(measurement("m", BORDER.plus(beyond), "7"), measurement("m", FIRST.plus(beyond), "7"));
        }
        StringBuilder csv = new StringBuilder("start,kWh\n");
        IntStream.range(0, readings)
                .forEach(i -> csv.append(FIRST.plus(STEP.multipliedBy(i))).append(",0.25\n"));
        long id = imported(system, csv.toString());
        assertThat(imported(forever, csv.toString())).isEqualTo(id);
        long of = system.count("backfill_reading");
        List<?> before = hours(system, "m");

        run(system);

        assertThat(last(system).error()).isNull();
        Instant border = border(system, "m");
        assertThat(border).isEqualTo(BORDER);
        long left = system.count("backfill_reading");
        long gone = Duration.between(FIRST, border).dividedBy(STEP);
        assertThat(left).isEqualTo(of - gone);
        assertThat(system.count("backfill_reading WHERE taken_at < " + border.toEpochMilli()))
                .isZero();
        assertThat(last(system).removed().get(Kind.READINGS)).isLessThan(gone);
        ReadingImports imports = system.get(ReadingImports.class);
        assertThat(imports.find("m", id).kept()).isEqualTo((int) gone);

        for (MonitoringSystem each : List.of(system, forever)) {
            each.get(ReadingImports.class).undo("m", id);
            each.get(BackfillWorker.class).workOff();
            each.recompute();
        }

        assertThat(imports.find("m", id))
                .returns(State.UNDONE, BackfillView::state)
                .returns((int) gone, BackfillView::kept);
        assertThat(system.count("backfill_reading")).isZero();
        Instant frozen = BORDER.minus(Duration.ofDays(3));
        assertThat(hours(system, "m", Instant.EPOCH, frozen))
                .isNotEmpty()
                .isEqualTo(before.subList(
                        0, hours(system, "m", Instant.EPOCH, frozen).size()));
        assertThat(hours(system, "m", BORDER.plus(Duration.ofDays(1)), NOW))
                .isNotEmpty()
                .isEqualTo(hours(forever, "m", BORDER.plus(Duration.ofDays(1)), NOW));
    }

    private static long imported(MonitoringSystem system, String csv) {
        ReadingImports imports = system.get(ReadingImports.class);
        try (InputStream file = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))) {
            long id = imports.send("m", "history.csv", file).backfill().id();
            imports.confirm("m", id);
            system.get(BackfillWorker.class).workOff();
            system.recompute();
            assertThat(imports.find("m", id).state()).isEqualTo(State.DONE);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNodeThatDiesBetweenTheBorderAndTheRemovalLeavesItToAnother() {
        live("m", "CUMULATIVE");
        List<?> before = hours(system, "m");
        RetentionRuns runs = system.get(RetentionRuns.class);
        long turn = runs.begin().orElseThrow();
        assertThat(system.get(OldReadings.class).close("m", BORDER)).isEqualTo(OldReadings.Closing.DONE);
        // Here it dies.

        try (MonitoringSystem other = node()) {
            // Whatever is final stays so, although the readings are there.
            system.receive(measurement("m", BORDER.minus(Duration.ofDays(9)).plusSeconds(1), "1"));
            assertThat(hours(other, "m")).isEqualTo(before);
            run(other);
            assertThat(last(other).finishedAt()).as("the other may be alive").isNull();

            other.clock().advance(Duration.ofMinutes(11));
            run(other);

            assertThat(last(other).finishedAt()).isNotNull();
            assertThat(last(other).startedAt()).isEqualTo(NOW);
            assertThat(firstReading(other, "m")).isAfter(BORDER.minus(Duration.ofDays(7)));
            assertThat(runs.removed(turn, Kind.READINGS, 5))
                    .as("whose turn is lost")
                    .isFalse();
            assertThat(hours(other, "m")).isEqualTo(before);
        }
    }

    @Test
    void ofTwoNodesOneDoesItOnceADay() throws Exception {
        live("m", "INTERVAL");
        long all = system.count("reading");
        try (MonitoringSystem other = node()) {
            CompletableFuture<Void> one = CompletableFuture.runAsync(() -> run(system));
            CompletableFuture<Void> two = CompletableFuture.runAsync(() -> run(other));
            one.get();
            two.get();

            assertThat(last(system).finishedAt()).isNotNull();
            long removed = last(system).removed().get(Kind.READINGS);
            assertThat(removed).isEqualTo(all - system.count("reading")).isPositive();
            assertThat(system.get(RetentionWorker.class).removed(Kind.READINGS)
                            + other.get(RetentionWorker.class).removed(Kind.READINGS))
                    .isEqualTo(removed);

            Instant first = last(system).startedAt();
            other.clock().advance(Duration.ofHours(4));
            run(other);
            assertThat(last(system).startedAt()).as("the same night").isEqualTo(first);
            other.clock().advance(Duration.ofHours(20));
            run(other);
            assertThat(last(system).startedAt()).as("the next night").isAfter(first);
            assertThat(border(system, "m")).isEqualTo(BORDER.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void aMeterThatWaitsToBeComputedAnewOrIsNotDecidedKeepsItsReadings() {
        // Zeros at the end are a glitch when the register returns: months would have to be judged anew.
        register("rests", "CUMULATIVE");
        both(IntStream.range(0, 2_900)
                .mapToObj(i -> measurement("rests", FIRST.plus(STEP.multipliedBy(i)), i < 200 ? "" + (50 + i) : "0"))
                .toArray(String[]::new));
        // Silent for long: nothing after its end decides anything, and what counts on goes on counting.
        register("silent", "CUMULATIVE");
        both(IntStream.range(0, 500)
                .mapToObj(i -> measurement("silent", FIRST.plus(STEP.multipliedBy(i)), "" + (50 + i)))
                .toArray(String[]::new));
        live("ordered", "INTERVAL");
        system.get(OperatorDesk.class).recompute("ordered", null, null);
        system.receive(measurement("unknown", FIRST, "1"));
        long ofUnknown = system.count("reading WHERE meter_id = (SELECT id FROM meter WHERE device_id = 'unknown')");

        run(system);

        assertThat(firstReading(system, "rests")).isEqualTo(FIRST);
        assertThat(firstReading(system, "ordered")).isEqualTo(firstReading(forever, "ordered"));
        assertThat(ofUnknown).isEqualTo(1);
        assertThat(last(system).putOff()).isEqualTo(2);
        assertThat(border(system, "silent"))
                .isEqualTo(FIRST.plus(STEP.multipliedBy(500)).minus(STEP).plus(STEP));
        both(measurement("silent", NOW.minusSeconds(60), "1549"), measurement("rests", NOW.minusSeconds(60), "260"));
        for (String each : List.of("silent", "rests")) {
            assertThat(hours(system, each)).isEqualTo(hours(forever, each));
        }
    }

    @Test
    void whatIsOnRecordGoesByItsAgeAndWhatStillMattersStays() {
        system.close();
        system = node(EnumSet.complementOf(EnumSet.of(Kind.READINGS)));
        register("m", "INTERVAL");
        Instant open = NOW.minus(Duration.ofDays(10));
        for (String value : List.of("0.1", "0.2")) {
            system.receive(measurement("m", open, value), measurement("m", open.plus(STEP), value));
        }
        system.get(OperatorDesk.class).enterReading("m", open.plus(STEP), new BigDecimal("0.3"), null, "by hand");
        system.receive(measurement("m", open.plusSeconds(60), "-1"), measurement("m", open.plusSeconds(120), "-2"));
        QuarantineDecisions quarantine = system.get(QuarantineDecisions.class);
        quarantine.discard(List.of(quarantine
                .quarantine("m", null, PageRequest.first(10))
                .items()
                .get(0)
                .id()));
        assertThat(system.count("reading_revision")).isEqualTo(3);
        assertThat(system.count("hour_revision")).isPositive();
        alert(1, "CLEARED", null);
        alert(2, "RAISED", null);
        alert(3, "RAISED", NOW);

        run(system);
        assertThat(last(system).removed().values()).allMatch(rows -> rows == 0);

        system.clock().advance(Duration.ofDays(41));
        run(system);

        Map<Kind, Long> removed = last(system).removed();
        assertThat(last(system).error()).isNull();
        // What a person has decided stays with its reading, or the meter would change it.
        assertThat(system.select("SELECT changed_by FROM reading_revision")).isEqualTo(List.of("admin"));
        assertThat(system.count("hour_revision")).isZero();
        assertThat(system.select("SELECT state FROM quarantined_reading")).isEqualTo(List.of("WAITING"));
        assertThat(system.select("SELECT meter_id FROM alert WHERE meter_id > 1000 ORDER BY meter_id"))
                .hasSize(2)
                .extracting(String::valueOf)
                .containsExactly("1002", "1003");
        assertThat(system.count("alert_change")).isEqualTo(system.count("alert"));
        assertThat(system.count("alert_note")).isEqualTo(2);
        assertThat(removed.get(Kind.ALERTS)).isEqualTo(1);
        assertThat(removed.get(Kind.QUARANTINE)).isEqualTo(1);
        system.receive(measurement("m", open.plus(STEP), "0.2"));
        assertThat(system.select("SELECT value FROM reading WHERE taken_at = "
                        + open.plus(STEP).toEpochMilli()))
                .extracting(value -> ((BigDecimal) value).stripTrailingZeros().toPlainString())
                .isEqualTo(List.of("0.3"));
    }

    private void alert(int number, String state, Instant acknowledged) {
        system.container().inTransaction(() -> {
            long at = NOW.minus(Duration.ofHours(number)).toEpochMilli();
            execute("INSERT INTO alert (id, meter_id, kind, hour_start, state, device_id, device_name, raised_at,"
                    + " updated_at, sequence, acknowledged_at) VALUES (" + (1_000 + number) + ", " + (1_000 + number)
                    + ", 'LIMIT_APPROACHING', " + at + ", '" + state + "', 'x', 'x', " + at + ", " + at + ", "
                    + (100_000 + number) + ", " + (acknowledged == null ? "NULL" : acknowledged.toEpochMilli()) + ")");
            execute("INSERT INTO alert_change (sequence, alert_id, state, changed_at) VALUES (" + (100_000 + number)
                    + ", " + (1_000 + number) + ", '" + state + "', " + at + ")");
            execute("INSERT INTO alert_note (alert_id, act, noted_at, author) VALUES (" + (1_000 + number)
                    + ", 'COMMENTED', " + at + ", 'olga')");
            return null;
        });
    }

    private void execute(String sql) {
        system.container().entityManager().createNativeQuery(sql).executeUpdate();
    }

    @Test
    void whatIsYoungIsNotLookedAtHoweverMuchThereIs() {
        register("m", "INTERVAL");
        run(system);
        long few = rowsOfARun();
        long at = NOW.minus(Duration.ofDays(1)).toEpochMilli();
        system.container().inTransaction(() -> {
            // MySQL and MariaDB go a thousand steps deep, and call the setting for more by different names.
            String numbers = " WITH RECURSIVE d (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM d WHERE k < 199),"
                    + " n (i) AS (SELECT a.k * 200 + b.k + 1 FROM d a, d b WHERE a.k < 100) SELECT ";
            execute("INSERT INTO reading_revision (meter_id, taken_at, changed_at, changed_by, reason)" + numbers
                    + "1, i, " + at + ", 'EMS', 'x' FROM n");
            execute("INSERT INTO hour_revision (meter_id, hour_start, old_quality, new_quality, changed_at)" + numbers
                    + "1, i, 'MISSING', 'MISSING', " + at + " FROM n");
            execute("INSERT INTO quarantined_reading (device_id, taken_at, value_text, reason, received_at, state,"
                    + " decided_at)" + numbers + "'m', i, '1', 'NEGATIVE', " + at
                    + ", IF(i % 2 = 0, 'DISCARDED', 'WAITING'), " + at + " FROM n");
            execute(
                    "INSERT INTO alert (meter_id, kind, hour_start, state, device_id, device_name, raised_at, updated_at,"
                            + " sequence)" + numbers + "9000 + i, 'LIMIT_APPROACHING', " + at
                            + ", 'CLEARED', 'x', 'x', " + at
                            + ", " + at + ", 900000 + i FROM n");
            execute("INSERT INTO meter_hour (meter_id, hour_start, readings)" + numbers
                    + "(SELECT id FROM meter WHERE device_id = 'm'), " + (at - at % UtcHour.MILLIS) + " + i * "
                    + UtcHour.MILLIS + ", '0 1 0' FROM n");
            return null;
        });
        system.select("ANALYZE TABLE reading_revision, hour_revision, quarantined_reading, alert, meter_hour");

        // A page of each record that has no index by time, and where nobody remembers it, the meter of each.
        assertThat(rowsOfARun()).isLessThan(few + 3 * 1_000 + 200);
    }

    /** How many rows the database reads for the run of another night. */
    private long rowsOfARun() {
        system.clock().advance(Duration.ofHours(24));
        long nothing = -read() + read();
        long before = read();
        run(system);
        return read() - before - nothing;
    }

    private long read() {
        return system
                .select("SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%'"
                        + " OR Variable_name = 'Handler_icp_attempts'")
                .stream()
                .mapToLong(row -> Long.parseLong((String) ((Object[]) row)[1]))
                .sum();
    }

    @Test
    void anAdministratorSeesWhatThereIsAndWhatGoesNext() {
        live("m", "INTERVAL");
        system.select("ANALYZE TABLE meter_hour");
        Storage storage = system.get(Storage.class);

        StorageReport report = storage.report();

        assertThat(report.lastRun()).isNull();
        assertThat(report.bytes()).isPositive();
        assertThat(report.data())
                .filteredOn(data -> data.kind() == StorageReport.Group.READINGS)
                .singleElement()
                .satisfies(data -> assertThat(data.rows()).isBetween(1_000L, 2_000L));
        assertThat(report.kept().get(0)).isEqualTo(new StorageReport.Kept(Kind.READINGS, "EMS_KEEP_READINGS", "P40D"));
        assertThat(report.nextRun().readings()).isBetween(500L, 1_500L);

        run(system);
        assertThat(storage.report().lastRun().removed().get(Kind.READINGS))
                .isBetween(report.nextRun().readings() - 100, report.nextRun().readings() + 100);
        assertThat(storage.report().nextRun().readings()).isLessThan(60);
    }
}
