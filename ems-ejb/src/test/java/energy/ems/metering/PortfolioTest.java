package energy.ems.metering;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.CountingDatabase;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.Portfolio.Strip;
import energy.ems.metering.WeekAgainstUsual.Day;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of many devices is odd, over, heading over or silent, and what that costs. */
@Timeout(180)
class PortfolioTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    /** A Saturday at noon in Bucharest; the night of 25 hours lies among the weeks before. */
    private static final Instant NOW = Instant.parse("2026-11-14T10:00:00Z");

    private static final Instant FIVE_WEEKS_AGO = Instant.parse("2026-10-09T21:00:00Z");

    private static final Instant LAST_SEVEN_DAYS = Instant.parse("2026-11-06T22:00:00Z");

    private CountingDatabase database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        database = new CountingDatabase(TestDatabase.running().newDatabase());
        system = new MonitoringSystem(database.dataSource(), container -> {});
        system.clock().goTo(FIVE_WEEKS_AGO);
        stands("steady", "Site B/House");
        stands("odd", "Site B");
        stands("elsewhere", "Site C");
        system.clock().goTo(NOW.plus(Duration.ofMinutes(30)));
        uses("steady", FIVE_WEEKS_AGO, NOW, "1");
        uses("odd", FIVE_WEEKS_AGO, LAST_SEVEN_DAYS, "1");
        uses("odd", LAST_SEVEN_DAYS, NOW, "1.6");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private void stands(String id, String place) {
        DeviceState state = new DeviceState(
                id,
                "Device " + id,
                null,
                null,
                "alice",
                new BigDecimal("2"),
                new DevicePlace(place, false),
                new SettingsState("INTERVAL", null, null, null, Duration.ofHours(1), null, null, null, "CONSUMPTION"),
                null,
                null);
        system.device(state, 1);
    }

    private void uses(String id, Instant from, Instant until, String kwh) {
        List<String> readings = new ArrayList<>();
        for (Instant hour = from; hour.isBefore(until); hour = hour.plus(Duration.ofHours(1))) {
            readings.add(measurement(id, hour, kwh));
        }
        system.receive(readings.toArray(String[]::new));
    }

    private Portfolio portfolio() {
        return system.get(Portfolio.class);
    }

    private PortfolioDevice device(String id) {
        return portfolio().devices(null, BUCHAREST).stream()
                .filter(each -> each.meter().deviceId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWeekIsHeldAgainstTheSameWeekdaysOfTheWeeksBefore() {
        assertThat(device("steady").isOdd()).isFalse();
        assertThat(device("steady").week().changePercent()).isZero();
        assertThat(device("odd").isOdd()).isTrue();
        assertThat(device("odd").week().changePercent()).isEqualByComparingTo("60");
        assertThat(device("elsewhere").week()).isNull();
        assertThat(device("elsewhere").isOdd()).isFalse();
    }

    @Test
    void ofAPlaceAllThatStandsBelowItAndNothingElse() {
        assertThat(portfolio().devices("Site B", BUCHAREST))
                .extracting(each -> each.meter().deviceId())
                .containsExactly("odd", "steady");
        assertThat(portfolio().devices("Site", BUCHAREST)).isEmpty();
    }

    @Test
    void theHourThatRunsSaysWhatIsOverAndWhatWillBe() {
        assertThat(device("odd").isOver()).isFalse();
        system.receive(measurement("odd", NOW, "2.5"));

        assertThat(device("odd").isOver()).isTrue();
        assertThat(device("odd").isHeadingOver()).isFalse();
        assertThat(device("steady").isOver()).isFalse();
    }

    @Test
    void theStripIsSevenDaysOfHoursAndTheMonthIsHeldAgainstTheSamePartOfTheLast() {
        Map<String, Strip> strips = portfolio().strips(List.of("steady", "elsewhere"), BUCHAREST);

        List<BigDecimal> hours = strips.get("steady").hours();
        assertThat(hours).hasSize(168);
        assertThat(hours.get(0)).isEqualByComparingTo("1");
        // Of the running hour nothing has been heard: that is not zero.
        assertThat(hours.get(167)).isNull();
        assertThat(strips.get("elsewhere").hours()).containsOnlyNulls();
        assertThat(strips.get("elsewhere").monthKwh()).isNull();
        // Thirteen days and twelve hours; of October what is known since the 10th, until the 14th at noon.
        assertThat(strips.get("steady").monthKwh()).isEqualByComparingTo("324");
        assertThat(strips.get("steady").monthBeforeKwh()).isEqualByComparingTo("108");
    }

    @Test
    void itCostsFewQueriesHoweverManyDevicesThereAre() {
        int before = database.statements();
        portfolio().devices("Site B", BUCHAREST);
        assertThat(database.statements() - before).isLessThanOrEqualTo(2);
        before = database.statements();
        portfolio().strips(List.of("steady", "odd"), BUCHAREST);
        assertThat(database.statements() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void daysThatAreNotKnownAreNotJudgedAndNeverZero() {
        Day one = new Day(BigDecimal.ONE, 24);
        List<Day> days = new ArrayList<>(Collections.nCopies(35, one));
        days.set(30, Day.UNKNOWN);
        days.set(31, new Day(new BigDecimal("0.1"), 3));
        days.set(5, new Day(BigDecimal.TEN, 24));

        WeekAgainstUsual week = WeekAgainstUsual.of(days);

        assertThat(week.usedKwh()).isEqualByComparingTo("5");
        assertThat(week.offPercent()).isZero();
        assertThat(WeekAgainstUsual.of(Collections.nCopies(35, Day.UNKNOWN))).isNull();
        assertThat(WeekAgainstUsual.of(Collections.nCopies(35, new Day(BigDecimal.ZERO, 24))))
                .isNull();
    }
}
