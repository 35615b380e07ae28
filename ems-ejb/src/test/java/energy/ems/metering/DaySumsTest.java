package energy.ems.metering;

import static energy.ems.container.MonitoringSystem.hourly;
import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.hours.DaySumming;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is summed up of days that are over is what their hours say, whatever becomes of them. */
@Timeout(180)
class DaySumsTest {

    /** Two months around the night in which the clocks of Europe go back, and the one on Lord Howe Island forward. */
    private static final Instant FROM = Instant.parse("2026-09-15T00:00:00Z");

    private static final int DAYS = 60;
    private static final Instant TO = FROM.plus(Duration.ofDays(DAYS));

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Bucharest"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Australia/Lord_Howe"));

    private DataSource stored;
    private CountingDatabase database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        stored = TestDatabase.running().newDatabase();
        database = new CountingDatabase(stored);
        system = new MonitoringSystem(database.dataSource(), container -> {});
        system.clock().goTo(FROM.minus(Duration.ofDays(1)));
        stands("pump", 1, "alice", "CONSUMPTION");
        stands("roof", 1, "alice", "PRODUCTION");
        stands("grid", 1, "alice", "NET");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stands(String id, long version, String owner, String direction) {
        system.device(hourly(id, owner, "Site", direction), version);
    }

    /** Each hour another, some below zero, and every 17th not there. */
    private void history() {
        system.clock().goTo(TO);
        for (String id : List.of("pump", "roof", "grid")) {
            List<String> readings = new ArrayList<>();
            for (int i = 0; i < DAYS * 24; i++) {
                if (i % 17 != 3) {
                    String kwh = (id.equals("grid") && i % 5 == 1 ? "-" : "") + "0." + (100 + (i * 37) % 900);
                    readings.add(measurement(id, FROM.plus(Duration.ofHours(i)), kwh));
                }
            }
            for (int start = 0; start < readings.size(); start += 500) {
                system.receive(readings.subList(start, Math.min(readings.size(), start + 500))
                        .toArray(String[]::new));
            }
        }
    }

    private void sumUp() {
        while (system.get(DaySumming.class).sumUpSome()) {
            // until nothing is left
        }
    }

    private long number(String sql) {
        try (Connection connection = stored.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = stored.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A month for each device, as figures that can be compared. */
    private record Month(String device, YearMonth month, String used, String produced, DeviceHours hours) {}

    private static List<Month> months(PlaceReport report) {
        Map<String, List<PlaceSum>> byMonth = new TreeMap<>();
        for (PlaceBucket bucket : report.buckets()) {
            bucket.sum()
                    .parts()
                    .forEach(part -> byMonth.computeIfAbsent(
                                    part.deviceId() + " " + YearMonth.from(bucket.start()), none -> new ArrayList<>())
                            .add(part));
        }
        return byMonth.entrySet().stream()
                .map(each -> {
                    Flow flow = Flow.sum(each.getValue().stream()
                            .map(PlaceSum::total)
                            .filter(total -> total != null)
                            .toList());
                    String[] key = each.getKey().split(" ");
                    return new Month(
                            key[0],
                            YearMonth.parse(key[1]),
                            flow == null
                                    ? "unknown"
                                    : flow.consumptionKwh().stripTrailingZeros().toPlainString(),
                            flow == null
                                    ? "unknown"
                                    : flow.productionKwh().stripTrailingZeros().toPlainString(),
                            each.getValue().stream().map(PlaceSum::hours).reduce(DeviceHours.NONE, DeviceHours::plus));
                })
                .collect(Collectors.toList());
    }

    /** Of whole days in a row each hour is read; of months it is what is summed up. Both begin and end alike. */
    private void assertMonthsAreTheirHours(String when) {
        for (ZoneId zone : ZONES) {
            assertThat(months(wholeMonths(zone, Resolution.MONTH)))
                    .as(when + ", " + zone)
                    .isEqualTo(months(wholeMonths(zone, Resolution.DAY)));
        }
    }

    private PlaceReport wholeMonths(ZoneId zone, Resolution resolution) {
        // With a month of which nothing is known: of less than a hundred days no sums are looked up.
        YearMonth first = YearMonth.from(FROM.atZone(zone)).minusMonths(1);
        YearMonth last = YearMonth.from(TO.atZone(zone));
        return system.get(Places.class)
                .report(
                        "Site",
                        first.atDay(1).atStartOfDay(zone).toInstant(),
                        last.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant(),
                        zone,
                        resolution);
    }

    @Test
    void monthsAreTheSumOfTheirHoursInEveryZone() {
        history();
        assertMonthsAreTheirHours("before anything is summed up");

        sumUp();

        assertThat(number("SELECT COUNT(*) FROM day_sum"))
                .as("all days but the last two")
                .isEqualTo(3 * (DAYS - 2));
        assertMonthsAreTheirHours("summed up");
    }

    private List<String> hours(ZoneId zone) {
        return system
                .get(Places.class)
                .hours(
                        "Site",
                        FROM.minus(Duration.ofDays(60)).plus(Duration.ofHours(5)),
                        TO.plus(Duration.ofHours(7)),
                        zone)
                .stream()
                .map(hour -> hour.start() + " " + plain(hour.energyKwh()) + " " + hour.quality())
                .toList();
    }

    private static String plain(BigDecimal kwh) {
        return kwh == null ? "unknown" : kwh.stripTrailingZeros().toPlainString();
    }

    @Test
    void theHoursOfDaysThatAreSummedUpAreThoseThatTheyWere() {
        history();
        ZoneId bucharest = ZoneId.of("Europe/Bucharest");
        List<String> before = hours(bucharest);
        assertThat(before).anyMatch(hour -> hour.contains("MEASURED")).anyMatch(hour -> hour.contains("unknown"));

        sumUp();
        assertThat(hours(bucharest)).isEqualTo(before);

        execute("UPDATE day_sum SET hours = REPLACE(hours, 'm', 'k')");
        assertThat(hours(bucharest)).as("they were read from there").isNotEqualTo(before);
    }

    /** What a device is held against in a year before: the sums, and of its hours those that had ended by a moment. */
    @Test
    void energyUntilAMomentIsThatOfTheHoursThatHadEnded() {
        history();
        // One of which the quarters have to be looked up, where a zone's hours begin at half past.
        Instant moment = FROM.plus(Duration.ofDays(40)).plus(Duration.ofMinutes(7 * 60 + 40));
        for (boolean summed : new boolean[] {false, true}) {
            if (summed) {
                sumUp();
            }
            for (ZoneId zone : ZONES) {
                for (String device : List.of("pump", "roof", "grid")) {
                    Instant from = FROM.minus(Duration.ofDays(50));
                    List<ConsumptionReport> reports = system.get(Consumption.class)
                            .reports(
                                    device,
                                    zone,
                                    List.of(
                                            Question.withHours(from, TO, Resolution.MONTH),
                                            Question.ofEnergy(from, TO, Resolution.MONTH, moment)));
                    assertThat(reports.get(1).buckets())
                            .as(device + " in " + zone + ", summed up: " + summed)
                            .extracting(bucket -> bucket.start() + " " + plain(bucket.energyKwh()))
                            .isEqualTo(reports.get(0).buckets().stream()
                                    .map(bucket -> bucket.start() + " " + plain(bucket.energyKwh()))
                                    .toList());
                    assertThat(reports.get(1).totalUntil(moment))
                            .as(device + " in " + zone + " until then")
                            .isEqualByComparingTo(reports.get(0).totalUntil(moment));
                }
            }
        }
    }

    @Test
    void whatChangesInThePastIsInTheSumsAtOnceAndForGood() {
        history();
        sumUp();
        Instant hour = FROM.plus(Duration.ofDays(20).plusHours(7));

        system.receive(measurement("pump", hour, "99.5"), measurement("grid", hour, "-77"));

        assertMonthsAreTheirHours("at once");
        assertThat(number("SELECT COUNT(*) FROM day_sum_mark WHERE meter_id > 0 AND summed_until = "
                        + FROM.plus(Duration.ofDays(20)).toEpochMilli()))
                .isEqualTo(2);
        sumUp();
        assertMonthsAreTheirHours("summed up again");
        // An hour that was not there, then days after all of this.
        system.receive(measurement("roof", FROM.plus(Duration.ofHours(3)), "12.25"));
        assertMonthsAreTheirHours("with another hour");
        system.clock().goTo(TO.plus(Duration.ofDays(3)));
        sumUp();
        assertMonthsAreTheirHours("later");
        assertThat(number("SELECT COUNT(DISTINCT summed_until) FROM day_sum_mark WHERE meter_id > 0"))
                .isEqualTo(1);
    }

    @Test
    void whatChangesBeforeAnythingIsSummedUpHidesNothing() {
        history();
        execute("DELETE FROM day_sum_mark WHERE meter_id > 0");

        system.receive(measurement("pump", FROM.plus(Duration.ofDays(20)), "99.5"));

        assertThat(number("SELECT COUNT(*) FROM day_sum_mark WHERE meter_id > 0"))
                .isZero();
        assertMonthsAreTheirHours("nothing summed up");
        sumUp();
        assertThat(number("SELECT COUNT(*) FROM day_sum")).isEqualTo(3 * (DAYS - 2));
        assertMonthsAreTheirHours("summed up");
    }

    @Test
    void whoGetsADeviceInTheMidstOfADayIsToldOfTheRestOfItAlone() {
        history();
        system.clock().goTo(TO.plus(Duration.ofHours(12)));
        stands("pump", 2, "bob", "CONSUMPTION");
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            readings.add(measurement("pump", TO.plus(Duration.ofHours(i)), "1"));
        }
        system.clock().goTo(TO.plus(Duration.ofDays(40)));
        system.receive(readings.toArray(String[]::new));
        sumUp();
        system.asUser("bob");

        PlaceReport his = system.get(Places.class)
                .report("Site", FROM, TO.plus(Duration.ofDays(50)), ZoneId.of("UTC"), Resolution.YEAR);

        assertThat(his.sum().total().consumptionKwh()).isEqualByComparingTo("228");
    }

    @Test
    void aReadingThatComesAsItShouldTouchesNoSum() {
        history();
        sumUp();
        system.clock().goTo(TO.plus(Duration.ofHours(2)));
        system.receive(measurement("pump", TO, "1"));
        database.reset();
        system.receive(measurement("pump", TO.plus(Duration.ofHours(1)), "1"));
        int asItShould = database.statements();

        database.reset();
        system.receive(measurement("pump", FROM.plus(Duration.ofHours(50)), "1"));

        assertThat(database.statements()).as("one more, for the mark").isGreaterThan(asItShould);
        assertThat(number("SELECT summed_until FROM day_sum_mark m JOIN meter d ON d.id = m.meter_id"
                        + " WHERE d.device_id = 'pump'"))
                .isEqualTo(FROM.plus(Duration.ofDays(2)).toEpochMilli());
    }

    @Test
    void whileNodesOfTheReleaseBeforeMayRunNothingIsSummedUp() {
        history();
        execute("UPDATE day_sum_mark SET summed_until = "
                + system.clock().instant().plusSeconds(1).toEpochMilli() + " WHERE meter_id = 0");

        assertThat(system.get(DaySumming.class).sumUpSome()).isFalse();
        assertMonthsAreTheirHours("by their hours");
        system.clock().goTo(system.clock().instant().plusSeconds(1));
        assertThat(system.get(DaySumming.class).sumUpSome()).isTrue();
    }
}
