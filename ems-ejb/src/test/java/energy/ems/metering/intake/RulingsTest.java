package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.alerting.Watches;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.Consumption;
import energy.ems.metering.FindingRulings;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.ReadingRuling;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Ruling;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person has ruled of a finding stays, whatever has the readings computed anew, and wherever. */
@Timeout(120)
class RulingsTest {

    private static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");
    private static MonitoringSystem one;
    private static MonitoringSystem other;

    @BeforeAll
    static void start() {
        DataSource database = TestDatabase.running().newDatabase();
        one = new MonitoringSystem(database, Watches::wire);
        other = new MonitoringSystem(database, Watches::wire);
    }

    @AfterAll
    static void stop() {
        for (MonitoringSystem each : new MonitoringSystem[] {one, other}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @BeforeEach
    void administrator() {
        one.asAdministrator();
    }

    private static Instant minute(int minutes) {
        return HOUR.plus(Duration.ofMinutes(minutes));
    }

    private static void register(String id, String values) {
        one.device(id, 1, "alice", null, "CUMULATIVE");
        String[] each = values.split(" ");
        for (int i = 0; i < each.length; i++) {
            one.receive(measurement(id, minute(10 * i), each[i]));
        }
    }

    private static BigDecimal total(String id) {
        return one.hours(id).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void overrule(String id, Finding.Kind kind, int minute, Ruling ruling) {
        one.get(FindingRulings.class).overrule(id, kind, minute(minute), ruling, " seen on site ");
    }

    private static List<String> findings(String id) {
        return one.get(Consumption.class).findings(id, HOUR, minute(6_000)).stream()
                .map(finding -> finding.kind().name())
                .toList();
    }

    private static List<ReadingRuling> rulings(String id) {
        return one.get(FindingRulings.class).rulings(id, PageRequest.first(10)).items();
    }

    @ParameterizedTest
    @CsvSource({
        "a-swap-was-real,    1000 1001 5000 5001 5002 5003 5004, SWAP,    20, REAL,  4004",
        "a-swap-was-a-spike, 1000 1001 5000 5001 5002 5003 5004, SWAP,    20, WRONG, 4",
        "a-glitch-was-real,  1000 1001 5000 5001 1002 1003 1004, GLITCH,  30, REAL,  4001",
        "a-glitch-was-a-swap,1000 1001 5000 5001 1002 1003 1004, GLITCH,  30, SWAP,  2",
        "a-pending-is-real,  1000 1001 5000 5001,                PENDING, 30, REAL,  4001",
        "a-pending-is-a-swap,1000 1001 5000 5001,                PENDING, 30, SWAP,  2",
        "a-pending-is-wrong, 1000 1001 5000 5001,                PENDING, 30, WRONG, 1",
        "a-reset-was-real,   1000 1001 3 4 5 6 7,                RESET,   20, REAL,  8",
        "noise-was-a-swap,   35.02 35.01 35.01 35.02,            NOISE,   10, SWAP,  0.01",
        "a-gap-was-a-swap,   1000 1001,                          GAP,     600, SWAP, 1"
    })
    void itStays(String id, String values, Finding.Kind kind, int minute, Ruling ruling, String sum) {
        register(id, values);
        if (kind == Finding.Kind.GAP) {
            one.receive(measurement(id, minute(600), "1100"));
        }
        BigDecimal before = total(id);
        assertThat(findings(id)).contains(kind.name());

        overrule(id, kind, minute, ruling);

        BigDecimal ruled = total(id);
        assertThat(ruled).as("before %s", before).isEqualByComparingTo(sum);
    }

    @ParameterizedTest
    @CsvSource({
        "clock-was-right,       START, REAL,  2, 8",
        "clock-reading-wrong,   START, WRONG, 2, 6",
        "clock-right-at-end,    END,   REAL,  2, 8",
        "clock-wrong-at-end,    END,   WRONG, 2, 6"
    })
    void ofAClockItStaysToo(String id, String stamp, Ruling ruling, BigDecimal first, BigDecimal second) {
        SettingsState hourly = new SettingsState("INTERVAL", stamp, null, null, Duration.ofHours(1));
        one.settings(id, 1, hourly, SettingsDates.ALWAYS);
        int late = stamp.equals("END") ? 60 : 0;
        one.receive(
                measurement(id, minute(late).plusSeconds(2), "2"),
                measurement(id, minute(late + 57), "2"),
                measurement(id, minute(late + 60).plusSeconds(1), "6"));
        assertThat(one.hours(id).values()).map(BigDecimal::toPlainString).containsExactly("2.1", "7.9");
        assertThat(findings(id)).containsExactly("CLOCK");

        overrule(id, Finding.Kind.CLOCK, 57, ruling);

        assertThat(one.hours(id).values()).containsExactly(first, second);
        assertThat(findings(id)).isEmpty();
        assertThat(rulings(id)).extracting(ReadingRuling::timestamp).containsExactly(minute(late + 57));
        other.receive(measurement(id, minute(late + 120), "1"));
        one.get(OperatorDesk.class).recompute(id, null, null);
        one.recompute();
        assertThat(one.hours(id).values()).containsExactly(first, second, BigDecimal.ONE);

        one.get(FindingRulings.class).withdrawRuling(id, minute(late + 57));
        assertThat(findings(id)).containsExactly("CLOCK");
        assertThat(one.hours(id).values()).map(BigDecimal::toPlainString).containsExactly("2.1", "7.9", "1");
    }

    @Test
    void aRulingStaysWhateverComputesAnew() {
        register("kept", "1000 1001 5000 5001 5002 5003 5004");
        assertThat(total("kept")).isEqualByComparingTo("5");
        overrule("kept", Finding.Kind.SWAP, 20, Ruling.REAL);
        assertThat(total("kept")).isEqualByComparingTo("4004");
        assertThat(findings("kept")).isEmpty();

        // Heard by a node that remembers the meter from before, and by one that has never heard of it.
        one.receive(measurement("kept", minute(70), "5005"));
        other.receive(measurement("kept", minute(80), "5006"));
        one.receive(measurement("kept", minute(90), "5007"));
        other.receive(measurement("kept", minute(15), "1001.5"));
        assertThat(total("kept")).isEqualByComparingTo("4007");

        one.get(OperatorDesk.class).recompute("kept", null, null);
        other.recompute();
        assertThat(total("kept")).isEqualByComparingTo("4007");

        one.settings(
                "kept",
                2,
                new SettingsState("CUMULATIVE", null, null, null, Duration.ofMinutes(5)),
                SettingsDates.ALWAYS);
        assertThat(total("kept")).isEqualByComparingTo("4007");
        assertThat(findings("kept")).isEmpty();

        one.get(FindingRulings.class).withdrawRuling("kept", minute(20));
        other.receive(measurement("kept", minute(100), "5008"));
        assertThat(total("kept")).isEqualByComparingTo("9.5");
        assertThat(findings("kept")).containsExactly("SWAP");
        assertThat(one.select("SELECT action, detail FROM audit_entry WHERE subject = 'kept'"
                        + " AND action LIKE '%RUL%' ORDER BY id"))
                .extracting(row ->
                        String.join(" ", List.of((String) ((Object[]) row)[0], (String) ((Object[]) row)[1])))
                .containsExactly(
                        "FINDING_OVERRULED SWAP at 2026-11-20T10:20:00Z is REAL: seen on site",
                        "RULING_WITHDRAWN at 2026-11-20T10:20:00Z");
    }

    @Test
    void whoRuledAndWhyIsOnRecord() {
        register("record", "1000 1001 5000 5001");
        overrule("record", Finding.Kind.PENDING, 30, Ruling.WRONG);

        assertThat(rulings("record"))
                .extracting(
                        ReadingRuling::timestamp, ReadingRuling::ruling, ReadingRuling::reason, ReadingRuling::ruledBy)
                .containsExactly(
                        tuple(minute(30), Ruling.WRONG, "seen on site", "admin"),
                        tuple(minute(20), Ruling.WRONG, "seen on site", "admin"));

        one.get(FindingRulings.class).withdrawRuling("record", minute(20));
        one.get(FindingRulings.class).withdrawRuling("record", minute(30));
        assertThat(rulings("record")).isEmpty();
        assertThat(findings("record")).containsExactly("PENDING");
    }

    @Test
    void whatNobodyCanRuleIsRefused() {
        register("refused", "1000 1001 5000 5001");
        FindingRulings desk = one.get(FindingRulings.class);

        assertThatThrownBy(() -> desk.overrule("refused", Finding.Kind.PENDING, minute(30), Ruling.REAL, " "))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> desk.overrule("refused", Finding.Kind.PENDING, minute(30), null, "why"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> desk.overrule("refused", Finding.Kind.GLITCH, minute(30), Ruling.REAL, "why"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> desk.overrule("nobody", Finding.Kind.GLITCH, minute(30), Ruling.REAL, "why"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> desk.withdrawRuling("refused", minute(30))).isInstanceOf(NotFoundException.class);
        assertThat(rulings("refused")).isEmpty();
    }
}
