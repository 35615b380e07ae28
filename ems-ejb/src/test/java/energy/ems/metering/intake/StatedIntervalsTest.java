package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.alerting.Watches;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.Consumption;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.ReceivedReading;
import energy.ems.metering.readings.QuarantinedReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that state the length of their intervals, from the message to the hours, the quarantine and the answers. */
@Timeout(120)
class StatedIntervalsTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration HALF = Duration.ofMinutes(30);
    private static final Duration DAY = Duration.ofDays(1);

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

    private static Instant hour(int number) {
        return TEN.plus(Duration.ofHours(number));
    }

    private static BigDecimal kwh(String text) {
        return new BigDecimal(text);
    }

    private static List<ReceivedReading> readings(String device) {
        return system.get(Consumption.class).readings(device, hour(-48), hour(48));
    }

    private static long revisions(String device) {
        return system.count(
                "reading_revision r JOIN meter m ON m.id = r.meter_id WHERE m.device_id = '" + device + "'");
    }

    @Test
    void aStatedLengthCountsInsteadOfTheDevices() {
        system.device("stated", 1, "alice", null, "INTERVAL");
        system.receive(
                measurement("stated", TEN, "1", HALF),
                measurement("stated", TEN.plus(HALF), "4", Duration.ofHours(2)),
                measurement("stated", hour(3), "0.5"));

        assertThat(system.hours("stated"))
                .isEqualTo(Map.of(hour(0), kwh("2"), hour(1), kwh("2"), hour(2), kwh("1"), hour(3), kwh("0.5")));
        assertThat(readings("stated"))
                .extracting(ReceivedReading::value, ReceivedReading::interval)
                .containsExactly(tuple(kwh("1"), HALF), tuple(kwh("4"), Duration.ofHours(2)), tuple(kwh("0.5"), null));
    }

    @Test
    void theSameValueOfAnotherLengthIsACorrectionAndTheOldOneIsOldNews() {
        system.device("relength", 1, "alice", null, "INTERVAL");
        String first = measurement("relength", TEN, "6", DAY);
        String second = measurement("relength", TEN, "6", Duration.ofHours(2));
        system.receive(first);
        assertThat(system.hours("relength")).hasSize(24);

        system.receive(second);
        system.receive(first, second, first);

        assertThat(system.hours("relength")).isEqualTo(Map.of(hour(0), kwh("3"), hour(1), kwh("3")));
        assertThat(revisions("relength")).isEqualTo(1);

        system.receive(measurement("relength", TEN, "6"));
        assertThat(system.hours("relength")).isEqualTo(Map.of(hour(0), kwh("6")));
        assertThat(revisions("relength")).isEqualTo(2);
    }

    /** What one node hears of a long interval, another that remembers the meter must look back for. */
    @Test
    void whatReachesFarIsFoundByEveryNode() {
        DataSource database = TestDatabase.running().newDatabase();
        try (MonitoringSystem one = new MonitoringSystem(database, Watches::wire);
                MonitoringSystem other = new MonitoringSystem(database, Watches::wire)) {
            one.device("far", 1, "alice", null, "INTERVAL");
            for (int i = 0; i < 3; i++) {
                one.receive(measurement("far", hour(i), "0.1"));
            }
            other.receive(measurement("far", hour(-20), "24", DAY));
            one.receive(measurement("far", hour(3), "0.1"));
            one.receive(measurement("far", hour(3).plusSeconds(600), "0.1"));

            for (int i = -20; i < 4; i++) {
                assertThat(one.hours("far").get(hour(i)))
                        .as("hour %d", i)
                        .isEqualByComparingTo(i < 0 ? "1" : i < 3 ? "1.1" : "1.2");
            }
        }
    }

    @Test
    void whatWaitsKeepsItsLengthAndCountsByItWhenItIsReleased() {
        system.device("waits", 1, "alice", "2", "INTERVAL");
        // 100 kW are believed of it.
        system.receive(
                measurement("waits", TEN, "99", Duration.ofHours(1)),
                measurement("waits", hour(2), "99", HALF),
                measurement("waits", hour(2), "99", Duration.ofMinutes(15)),
                measurement("waits", hour(2), "99", HALF));
        QuarantineDecisions desk = system.get(QuarantineDecisions.class);
        List<QuarantinedReading> waiting =
                desk.quarantine("waits", null, PageRequest.first(10)).items();

        assertThat(system.hours("waits")).isEqualTo(Map.of(hour(0), kwh("99")));
        assertThat(waiting)
                .extracting(QuarantinedReading::interval)
                .containsExactlyInAnyOrder(HALF, Duration.ofMinutes(15));
        assertThat(desk.powerNeeded("waits").kilowatts()).isEqualByComparingTo("396");

        desk.release(waiting.stream()
                .filter(each -> each.interval().equals(HALF))
                .map(QuarantinedReading::id)
                .toList());
        assertThat(readings("waits")).extracting(ReceivedReading::interval).containsExactly(Duration.ofHours(1), HALF);
        assertThat(system.hours("waits")).containsEntry(hour(2), kwh("99"));
    }

    @Test
    void aLengthThatIsNoneIsADeadLetter() {
        system.device("refused", 1, "alice", null, "INTERVAL");
        long letters = system.get(IntakeCounters.class).counts().malformed();

        system.receive("[" + measurement("refused", TEN, "1", Duration.ofDays(2)) + ","
                + measurement("refused", hour(1), "1", HALF) + "]");

        assertThat(system.hours("refused")).isEqualTo(Map.of(hour(1), kwh("1")));
        assertThat(system.get(IntakeCounters.class).counts().malformed()).isEqualTo(letters + 1);
    }

    @Test
    void aPersonMayStateOneAndWhoCorrectsTheValueAloneKeepsIt() {
        system.device("by-hand", 1, "alice", null, "INTERVAL");
        OperatorDesk desk = system.get(OperatorDesk.class);

        desk.enterReading("by-hand", TEN, kwh("4"), "PT2H", "display");
        assertThat(system.hours("by-hand")).isEqualTo(Map.of(hour(0), kwh("2"), hour(1), kwh("2")));
        desk.enterReading("by-hand", TEN, kwh("6"), null, "display");
        assertThat(system.hours("by-hand")).isEqualTo(Map.of(hour(0), kwh("3"), hour(1), kwh("3")));

        for (String none : List.of("PT0S", "P2D", "2 h", "PT0.5S", "")) {
            assertThatThrownBy(() -> desk.enterReading("by-hand", TEN, kwh("1"), none, "display"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("interval");
        }
    }
}
