package energy.ems.metering;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.boundary.InvalidInputException;
import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the door to the consumption answers, and at what cost. */
class ConsumptionTest {

    private static final int MANY = 100_000;
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");

    private static CountingDatabase database;
    private static MonitoringSystem system;

    @BeforeAll
    static void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(database.dataSource(), container -> {});
        register();
    }

    /** A whole city, and two households in it. */
    private static void register() {
        String row = "SELECT CONCAT('%s', n), '%s', 1, '', CONCAT('%s', n), %s, 'INTERVAL', 'START', 'KWH', 600000, 0"
                + " FROM (SELECT @row := @row + 1 AS n FROM"
                + " (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) a,"
                + " (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) b,"
                + " (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) c,"
                + " (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) d,"
                + " (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) e,"
                + " (SELECT @row := 0) start) numbers LIMIT " + MANY;
        execute("INSERT INTO meter (device_id, state, event_version, checksum, name, owner, reading_mode,"
                + " interval_stamp, unit, expected_interval_ms, first_seen_at) "
                + row.formatted("city-", "ACTIVE", "Flat ", "NULL"));
        system.device("alice-pump", 1, "alice", "1", "INTERVAL");
        system.device("alice-lamp", 1, "alice", null, "INTERVAL");
        execute("UPDATE meter SET name = 'Pompă de căldură' WHERE device_id = 'alice-pump'");
        execute("UPDATE meter SET name = '100 % lamp' WHERE device_id = 'alice-lamp'");
    }

    private static void execute(String sql) {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery(sql)
                        .executeUpdate());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void ask() {
        system.asAdministrator();
        database.reset();
    }

    @Test
    void anyOfAHundredThousandDevicesIsFoundAsOneTypesAndNoMoreAreRead() {
        assertThat(ids(consumption().choices("flat 98765", 20))).containsExactly("city-98765");
        assertThat(ids(consumption().choices("CITY-54321", 20))).containsExactly("city-54321");
        assertThat(consumption().choices("", 20)).hasSize(20);
        assertThat(consumption().choices("flat", 20)).hasSize(20);

        assertThat(database.statements()).isEqualTo(4);
        assertThat(database.rows()).as("rows that left the database").isEqualTo(42);
    }

    @Test
    void whatIsTypedNeedsNoAccentsAndHoldsNoPattern() {
        assertThat(ids(consumption().choices(" pompa ", 20))).containsExactly("alice-pump");
        assertThat(ids(consumption().choices("100 %", 20))).containsExactly("alice-lamp");
        assertThat(consumption().choices("_lice", 20)).isEmpty();
        assertThat(consumption().choices("no such device", 20)).isEmpty();
    }

    @Test
    void aHouseholdFindsItsOwnDevicesAlone() {
        system.asUser("alice");

        assertThat(ids(consumption().choices("", 20))).containsExactly("alice-lamp", "alice-pump");
        assertThat(consumption().choices("city", 20)).isEmpty();
        assertThat(consumption().attention(5).meters()).isEqualTo(2);
    }

    @Test
    void whatWantsLookingAtIsCountedAndNotLoaded() {
        MeterAttention attention = consumption().attention(5);

        assertThat(attention.meters()).isEqualTo(MANY + 2L);
        assertThat(attention.isEveryMeterHeard()).isFalse();
        assertThat(database.rows()).isLessThanOrEqualTo(1 + 5);
    }

    @Test
    void aWeekHeldAgainstAnotherCostsFiveQueriesAndKnowsItsFigures() {
        for (int day = -7; day < 7; day++) {
            for (int hour = 0; hour < 24; hour++) {
                String value = hour == 19 ? "0.3" : "0.1";
                Instant start = MONDAY.plus(Duration.ofHours(24L * day + hour));
                String[] readings = new String[6];
                for (int i = 0; i < 6; i++) {
                    readings[i] = measurement("alice-pump", start.plusSeconds(600L * i), value);
                }
                system.receive(readings);
            }
        }
        system.asUser("alice");
        database.reset();

        List<ConsumptionReport> reports = consumption()
                .reports("alice-pump", ZoneOffset.UTC, List.of(week(MONDAY), week(MONDAY.minus(Duration.ofDays(7)))));

        assertThat(database.statements()).isLessThanOrEqualTo(5);
        ConsumptionReport week = reports.get(0);
        assertThat(week.hours()).hasSize(168);
        assertThat(week.buckets()).hasSize(7);
        assertThat(week.total()).isEqualByComparingTo("109.2");
        assertThat(week.totalUntil(MONDAY.plus(Duration.ofDays(1)))).isEqualByComparingTo("15.6");
        assertThat(week.peakHour().orElseThrow().start().getHour()).isEqualTo(19);
        assertThat(week.peakBucket().orElseThrow().energyKwh()).isEqualByComparingTo("15.6");
        assertThat(week.hoursOverLimit())
                .hasSize(7)
                .allSatisfy(hour -> assertThat(hour.excessKwh()).isEqualByComparingTo("0.8"));
        assertThat(week.hoursOverLimit(week.buckets().get(3))).isEqualTo(1);
        assertThat(week.latestLimit()).isEqualByComparingTo("1");
        assertThat(week.count(Quality.MEASURED, Instant.MAX)).isEqualTo(168);
        assertThat(reports.get(1).total()).isEqualByComparingTo(week.total());
    }

    private static Question week(Instant monday) {
        return Question.withHours(monday, monday.plus(Duration.ofDays(7)), Resolution.DAY);
    }

    @Test
    void aLongRangeOfMonthsHasNoHoursAndIsNotRefused() {
        Instant tenYears = MONDAY.minus(Duration.ofDays(3650));

        assertThat(consumption()
                        .report("alice-lamp", tenYears, MONDAY, ZoneOffset.UTC, Resolution.MONTH)
                        .hours())
                .isEmpty();
        assertThatThrownBy(() -> consumption()
                        .reports(
                                "alice-lamp",
                                ZoneOffset.UTC,
                                List.of(Question.withHours(tenYears, MONDAY, Resolution.MONTH))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anHourThatTwoDaysShareMarksTheDayOfItsEnergy() {
        ZoneId india = ZoneId.of("Asia/Kolkata");
        // 18:00 to 19:00 UTC is 23:30 to 00:30 there.
        system.receive(measurement("alice-lamp", Instant.parse("2026-11-03T18:40:00Z"), "0.5"));
        system.receive(measurement("alice-lamp", Instant.parse("2026-10-31T18:10:00Z"), "0.5"));

        assertThat(consumption().daysWithData("alice-lamp", YearMonth.of(2026, 11), india))
                .containsExactly(LocalDate.of(2026, 11, 4));
        assertThat(consumption().daysWithData("alice-lamp", YearMonth.of(2026, 10), india))
                .containsExactly(LocalDate.of(2026, 10, 31));
    }

    @Test
    void theFirstThatSpeaksComesFirst() {
        system.asUser("alice");
        system.receive(measurement("alice-pump", MONDAY, "0.1"));

        assertThat(consumption().first().orElseThrow().lastReadingAt()).isNotNull();
        system.asUser("somebody else");
        assertThat(consumption().first()).isEmpty();
    }

    private static Consumption consumption() {
        return system.get(Consumption.class);
    }

    private static List<String> ids(List<MeterChoice> choices) {
        return choices.stream().map(MeterChoice::deviceId).toList();
    }
}
