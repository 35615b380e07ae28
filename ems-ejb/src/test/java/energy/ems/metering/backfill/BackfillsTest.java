package energy.ems.metering.backfill;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.alerting.Watches;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.MonitoringSystem;
import energy.ems.metering.ReadingImports;
import energy.ems.metering.ReadingImports.Preview;
import energy.ems.metering.backfill.BackfillView.State;
import energy.ems.metering.backfill.file.FileReader;
import energy.ems.metering.backfill.file.FileReading.Sent;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.profile.Amount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Imports of readings, from the file to the hours and back. */
@Timeout(300)
class BackfillsTest {

    private static MonitoringSystem system;

    @BeforeAll
    static void start() {
        system = Watches.monitoring();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @BeforeEach
    void administrator() {
        system.asAdministrator();
    }

    private static Layout said(Map<String, Set<String>> series, ZoneId zone, Stamp stamp, DoubledHour doubled) {
        return new Layout(null, null, null, null, series, null, zone, stamp, null, null, null, doubled);
    }

    private static ReadingImports imports() {
        return system.get(ReadingImports.class);
    }

    private static long send(String device, String csv) {
        return send(device, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static long send(String device, InputStream csv) {
        try (csv) {
            return imports().send(device, "history.csv", csv).backfill().id();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BackfillView confirm(String device, long id) {
        imports().confirm(device, id);
        system.get(BackfillWorker.class).workOff();
        return imports().find(device, id);
    }

    private static BackfillView undo(String device, long id) {
        imports().undo(device, id);
        system.get(BackfillWorker.class).workOff();
        system.recompute();
        return imports().find(device, id);
    }

    private static BackfillView imported(String device, String file, Layout said) {
        long id = send(device, BackfillsTest.class.getResourceAsStream("/backfill/" + file));
        imports().say(device, id, said);
        return confirm(device, id);
    }

    private static BigDecimal sum(String device) {
        return system.hours(device).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> rows(String device) {
        List<String> rows = new ArrayList<>();
        for (String sql : List.of(
                "SELECT r.taken_at, r.value, r.interval_s FROM reading r JOIN meter m ON m.id = r.meter_id WHERE m.device_id = '%s'"
                        + " ORDER BY r.taken_at",
                "SELECT v.taken_at, v.old_value, v.old_interval_s, v.new_value, v.new_interval_s, v.reason FROM reading_revision v"
                        + " JOIN meter m ON m.id = v.meter_id WHERE m.device_id = '%s' ORDER BY v.id",
                "SELECT q.taken_at, q.value_text, q.interval_s FROM quarantined_reading q WHERE q.state = 'WAITING'"
                        + " AND q.device_id = '%s' ORDER BY q.id",
                "SELECT h.hour_start, h.energy_kwh, h.quality, h.readings FROM hourly_consumption h"
                        + " JOIN meter m ON m.id = h.meter_id WHERE h.energy_kwh IS NOT NULL AND m.device_id = '%s'"
                        + " ORDER BY h.hour_start",
                "SELECT m.last_reading_at, m.last_received_at FROM meter m WHERE m.device_id = '%s'")) {
            for (Object row : system.select(sql.formatted(device))) {
                rows.add(Arrays.toString((Object[]) row));
            }
        }
        return rows;
    }

    @Test
    void fiveFormatsComeToTheTotalsOfTheirFiles() {
        Duration half = Duration.ofMinutes(30);
        system.device("esb", 1, "alice", null, "INTERVAL", half);
        system.device("n3rgy", 1, "alice", null, "INTERVAL", half);
        system.device("fluvius", 1, "alice", null, "INTERVAL", Duration.ofMinutes(15));
        system.device("london", 1, "alice", null, "INTERVAL", half);
        system.device("home", 1, "alice", null, "CUMULATIVE", Duration.ofHours(1));

        imported(
                "esb",
                "esb-hdf-kwh.csv",
                said(Map.of("Read Type", Set.of("Active Import Interval (kWh)")), null, null, DoubledHour.IN_ORDER));
        imported("n3rgy", "n3rgy.csv", Layout.UNKNOWN);
        BackfillView fluvius = imported(
                "fluvius",
                "fluvius.csv",
                said(Map.of("Register", Set.of("Afname Dag", "Afname Nacht")), null, null, DoubledHour.IN_ORDER));
        imported("london", "low-carbon-london.csv", said(Map.of(), ZoneOffset.UTC, Stamp.END, null));
        imported(
                "home",
                "home-assistant-statistics.tsv",
                said(Map.of("statistic_id", Set.of("sensor.house_energy")), ZoneId.of("Europe/Bucharest"), null, null));

        assertThat(sum("esb")).isEqualByComparingTo("9.2682");
        assertThat(sum("n3rgy")).isEqualByComparingTo("29.368");
        assertThat(sum("fluvius")).isEqualByComparingTo("42.338");
        assertThat(sum("london")).isEqualByComparingTo("35.294");
        assertThat(sum("home")).isEqualByComparingTo("25.248");
        assertThat(fluvius.state()).isEqualTo(State.DONE);
        assertThat(fluvius.percent()).isEqualTo(100);
        assertThat(fluvius.added()).isEqualTo(131);
        assertThat(fluvius.requestedBy()).isEqualTo("admin");
        assertThat(system.count("backfill_part"))
                .as("parts of files that are not needed any more")
                .isZero();
    }

    @Test
    void nothingIsStoredBeforeEveryQuestionIsAnswered() {
        system.device("asked", 1, "alice", null, "INTERVAL", Duration.ofMinutes(15));
        long id = send("asked", "when;how much kWh\n03/04/2024 10:00;0,5\n03/04/2024 10:15;0,7\n");

        assertThatThrownBy(() -> imports().confirm("asked", id))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("DATE_ORDER");
        assertThat(system.hours("asked")).isEmpty();
        assertThat(imports().find("asked", id).state()).isEqualTo(State.PREVIEW);

        Preview preview = imports()
                .say(
                        "asked",
                        id,
                        new Layout(
                                null,
                                null,
                                null,
                                null,
                                Map.of(),
                                Layout.DateOrder.DAY_FIRST,
                                ZoneId.of("Europe/Brussels"),
                                Stamp.END,
                                null,
                                null,
                                null,
                                null));
        assertThat(preview.recognition().questions()).isEmpty();
        assertThat(preview.recognition().content().readings()).isEqualTo(2);
        assertThat(confirm("asked", id).added()).isEqualTo(2);
        assertThat(system.hours("asked"))
                .containsOnlyKeys(Instant.parse("2024-04-03T07:00:00Z"), Instant.parse("2024-04-03T08:00:00Z"));
        assertThatThrownBy(() -> imports().confirm("asked", id)).isInstanceOf(ConflictException.class);
    }

    @Test
    void undoingRestoresExactlyWhatWasThereBefore() {
        String device = "undone";
        system.device(device, 1, "alice", "5", "CUMULATIVE");
        Instant start = Instant.parse("2026-11-10T00:00:00Z");
        for (int i = 0; i < 60; i++) {
            if (i % 7 != 3 && (i < 20 || i > 40)) {
                system.receive(measurement(device, start.plusSeconds(600L * i), i + ".25"));
            }
        }
        system.receive(measurement(device, start.plusSeconds(600L * 50), "50.5"));
        List<String> before = rows(device);

        StringBuilder csv = new StringBuilder("timestamp;value kWh\n");
        for (int i = -200; i < 70; i++) {
            String value = i == 9 ? "9.75" : i == 45 ? "-1" : (1000 + i) + ".25";
            csv.append(start.plusSeconds(600L * i)).append(';');
            csv.append(i >= 0 && i != 9 && i != 45 ? i + ".25" : value).append('\n');
        }
        long id = send(device, csv.toString());
        imports().say(device, id, said(Map.of(), null, Stamp.AS_DEVICE, null));
        BackfillView done = confirm(device, id);

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.corrected()).isEqualTo(1);
        assertThat(done.quarantined()).isEqualTo(1);
        assertThat(done.added() + done.corrected() + done.unchanged() + done.quarantined())
                .isEqualTo(270);
        assertThat(rows(device)).isNotEqualTo(before);
        BackfillView undone = undo(device, id);
        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(undone.kept()).isZero();
        assertThat(undone.undoneBy()).isEqualTo("admin");
        assertThat(rows(device)).containsExactlyElementsOf(before);
        assertThatThrownBy(() -> imports().undo(device, id)).isInstanceOf(ConflictException.class);

        long again = send(device, csv.toString());
        imports().say(device, again, said(Map.of(), null, Stamp.AS_DEVICE, null));
        assertThat(confirm(device, again).added())
                .as("what was undone can be imported again")
                .isEqualTo(done.added());
    }

    @Test
    void whatSomethingElseHasReplacedSinceStays() {
        String device = "replaced";
        system.device(device, 1, "alice", null, "INTERVAL", Duration.ofMinutes(15));
        long first = send(device, "start,kWh\n2024-04-03T10:00Z,1\n2024-04-03T10:15Z,2\n2024-04-03T10:30Z,4\n");
        confirm(device, first);
        long second = send(device, "start,kWh\n2024-04-03T10:15Z,3\n2024-04-03T10:30Z,4\n");
        confirm(device, second);
        assertThatThrownBy(() -> imports().undo(device, first))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("before import " + second);
        undo(device, second);
        assertThat(sum(device)).isEqualByComparingTo("7");

        system.receive(measurement(device, Instant.parse("2024-04-03T10:00:00Z"), "9"));
        BackfillView undone = undo(device, first);
        assertThat(undone.kept()).isEqualTo(1);
        assertThat(sum(device)).isEqualByComparingTo("9");
    }

    @Test
    void historyIsNoSignOfLifeAndIsToldOfInSumAlone() {
        String device = "old";
        system.device(device, 1, "alice", "1", "INTERVAL", Duration.ofHours(1));
        StringBuilder csv = new StringBuilder("start,kWh\n");
        IntStream.range(0, 48)
                .forEach(i -> csv.append(Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(i)))
                        .append(",2\n"));
        confirm(device, send(device, csv.toString()));

        assertThat(system.hours(device)).hasSize(48);
        assertThat(system.select("SELECT last_received_at FROM meter WHERE device_id = '" + device + "'")
                        .get(0))
                .isNull();
        assertThat(system.count("alert WHERE history AND device_id = '" + device + "'"))
                .isEqualTo(48);
        assertThat(system.count("alert WHERE NOT history AND device_id = '" + device + "'"))
                .isZero();
    }

    @Test
    void whatAnExportStatesOfALengthComesBackAndIsUndoneWithIt() {
        String device = "lengths";
        system.device(device, 1, "alice", null, "INTERVAL");
        Instant at = Instant.parse("2026-11-10T00:00:00Z");
        system.receive(measurement(device, at, "4", Duration.ofHours(4)));
        List<String> before = rows(device);
        String heading = "device_id,timestamp,measurement_value,unit,received_at,interval\n";
        String line = device + ",%s,%s,KWH,2026-11-10T01:00:00Z,%s\n";

        long id = send(
                device,
                heading
                        + line.formatted(at, "4", "PT2H")
                        + line.formatted(at.plusSeconds(7_200), "1", "")
                        + line.formatted(at.plusSeconds(14_400), "3", "PT3H")
                        + line.formatted(at.plusSeconds(90_000), "3", "a while"));
        BackfillView done = confirm(device, id);

        assertThat(done.corrected()).isEqualTo(1);
        assertThat(done.added()).isEqualTo(2);
        assertThat(imports().problems(device, id))
                .singleElement()
                .returns(LineProblem.Kind.NO_INTERVAL, LineProblem::kind)
                .returns("a while", LineProblem::value);
        assertThat(system.hours(device).values().stream().map(BigDecimal::toPlainString))
                .containsExactly("2", "2", "1", "1", "1", "1");
        undo(device, id);
        assertThat(rows(device)).isEqualTo(before);
    }

    @Test
    void workThatWasInterruptedGoesOnBehindTheLastLineThatIsDone() {
        String device = "interrupted";
        system.device(device, 1, "alice", null, "INTERVAL", Duration.ofMinutes(1));
        StringBuilder csv = new StringBuilder("start,kWh\n");
        Instant start = Instant.parse("2024-04-03T00:00:00Z");
        for (int i = 0; i < 2 * BackfillWorker.PIECE + 10; i++) {
            csv.append(start.plus(Duration.ofMinutes(i))).append(i == 5 ? ",what\n" : ",0.001\n");
        }
        long id = send(device, csv.toString());
        imports().confirm(device, id);
        Backfills backfills = system.get(Backfills.class);
        Backfills.Work work = backfills.next().orElseThrow();
        FileReader reader = new FileReader(system.get(BackfillFiles.class).read(id), work.layout());
        List<Sent> some = new ArrayList<>();
        int line = 0;
        for (int i = 0; i < 5; i++) {
            FileReader.Line each = reader.next();
            line = each.line();
            some.add(new Sent(each.reading().at(), Amount.of(each.reading().value())));
        }
        assertThat(backfills.store(work, 0, line, some, List.of())).isTrue();
        assertThat(backfills.store(work, 0, line, some, List.of()))
                .as("another node that has not heard of it")
                .isFalse();
        assertThat(backfills.next()).as("what somebody works at").isEmpty();

        system.clock().advance(Backfill.LEASE.plusSeconds(1));
        system.get(BackfillWorker.class).workOff();
        BackfillView done = imports().find(device, id);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.added()).isEqualTo(2 * BackfillWorker.PIECE + 9);
        assertThat(done.leftOut()).isEqualTo(1);
        assertThat(imports().problems(device, id)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.value()).isEqualTo("what");
        });
        assertThat(sum(device)).isEqualByComparingTo("4.009");
    }

    @Test
    void whatIsNoFileOfReadingsIsRefusedAndForgotten() {
        system.device("refused", 1, "alice", null, "INTERVAL", Duration.ofMinutes(15));
        long before = system.count("backfill");
        for (byte[] content : List.of(
                new byte[0], "start,kWh\n".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff, 10, 65})) {
            assertThatThrownBy(() -> imports().send("refused", "x.csv", new ByteArrayInputStream(content)))
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> imports().send("nobody", "x.csv", new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(NotFoundException.class);
        assertThat(system.count("backfill")).isEqualTo(before);
    }
}
