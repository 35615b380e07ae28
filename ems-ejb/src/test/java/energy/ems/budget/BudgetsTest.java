package energy.ems.budget;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.budget.BudgetState.Standing;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BudgetsTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Instant MIDNIGHT =
            OCTOBER.atDay(1).atStartOfDay(BUCHAREST).toInstant();
    private static final BigDecimal BUDGET = new BigDecimal("700");

    private MonitoringSystem system;
    private Budgets budgets;

    @BeforeEach
    void start() {
        system = new MonitoringSystem(container -> {});
        budgets = system.get(Budgets.class);
        system.clock().goTo(MIDNIGHT);
        owned(1, "alice");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    /** 745 hours of a kWh each are 745 kWh. */
    @Test
    void itWarnsAsSoonAsTheMonthHeadsOverItAndNotBeforeADayIsKnown() {
        uses(0, 23);
        assertThat(device().standing()).isEqualTo(Standing.WITHIN);
        assertThat(device().projectedKwh()).as("a night is no month").isNull();

        uses(23, 24);
        assertThat(device().projectedKwh()).isEqualByComparingTo("745");
        assertThat(device().standing()).isEqualTo(Standing.HEADING_OVER);
        assertThat(place().projectedKwh()).isEqualByComparingTo("745");
        assertThat(place().standing()).isEqualTo(Standing.HEADING_OVER);
    }

    @Test
    void hoursThatAreMissingAreTakenForSuchAsAreKnown() {
        uses(0, 24);
        system.clock().goTo(MIDNIGHT.plus(Duration.ofHours(48)));

        assertThat(device().usedKwh()).isEqualByComparingTo("24");
        assertThat(device().projectedKwh()).isEqualByComparingTo("745");
        assertThat(place().projectedKwh()).isEqualByComparingTo("745");
    }

    @Test
    void aMonthThatIsOverHeadsNowhere() {
        uses(0, 699);
        system.clock().goTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(device()).isEqualTo(new BudgetState(BUDGET, device().usedKwh(), null, Standing.WITHIN));
        assertThat(place().standing()).isEqualTo(Standing.WITHIN);

        uses(699, 745);
        assertThat(device().standing()).isEqualTo(Standing.OVER);
        assertThat(place().standing()).isEqualTo(Standing.OVER);
    }

    @Test
    void ofNothingThatIsKnownItSaysNothing() {
        assertThat(device()).isEqualTo(new BudgetState(BUDGET, null, null, Standing.WITHIN));
        assertThat(place()).isEqualTo(new BudgetState(BUDGET, null, null, Standing.WITHIN));
    }

    @Test
    void itCountsFromItsMonthOnUntilItIsTakenBack() {
        system.asUser("alice");
        budgets.setOfDevice("pump", OCTOBER, BUDGET);
        budgets.setOfDevice("pump", OCTOBER.plusMonths(2), null);

        assertThat(of(OCTOBER.minusMonths(1))).isEmpty();
        assertThat(of(OCTOBER)).hasValueSatisfying(kwh -> assertThat(kwh).isEqualByComparingTo(BUDGET));
        assertThat(of(OCTOBER.plusMonths(1))).isPresent();
        assertThat(of(OCTOBER.plusMonths(2))).isEmpty();
    }

    @Test
    void itIsTheBusinessOfTheOwnerAndOfAdministratorsAlone() {
        budgets.setOfDevice("pump", OCTOBER, BUDGET);
        system.asUser("alice");
        assertThat(of(OCTOBER)).isPresent();

        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> budgets.setOfDevice("pump", OCTOBER, BUDGET));
        system.asAdministrator();
        owned(2, "bob");
        system.asUser("bob");
        assertThat(of(OCTOBER)).as("what it may use was between others").isEmpty();
        budgets.setOfDevice("pump", OCTOBER, new BigDecimal("5"));
        assertThat(of(OCTOBER)).isPresent();
    }

    @Test
    void thatOfAPlaceIsNoBusinessOfThoseWhoSeeAPartOfIt() {
        budgets.setOfPlace(" Site / House ", OCTOBER, BUDGET);
        assertThat(budgets.ofPlace("Site/House", OCTOBER)).isPresent();
        assertThat(budgets.ofPlace("Site", OCTOBER)).isEmpty();

        system.asUser("alice");
        assertThat(budgets.ofPlace("Site/House", OCTOBER)).isEmpty();
    }

    @Test
    void whatIsNoBudgetIsRefused() {
        for (String wrong : List.of("0", "-1", "1000000001", "0.0001")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .as(wrong)
                    .isThrownBy(() -> budgets.setOfDevice("pump", OCTOBER, new BigDecimal(wrong)))
                    .returns("budget_kwh", InvalidInputException::field);
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> budgets.setOfPlace("Site", OCTOBER, BigDecimal.ZERO))
                .returns(Rule.NOT_POSITIVE, InvalidInputException::rule);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> budgets.setOfPlace("Nowhere", OCTOBER, BUDGET));
    }

    private Optional<BigDecimal> of(YearMonth month) {
        return budgets.ofDevice(system.get(Consumption.class).meter("pump"), month);
    }

    private BudgetState device() {
        ConsumptionReport report = system.get(Consumption.class)
                .reports("pump", BUCHAREST, List.of(Question.withHours(MIDNIGHT, end(), Resolution.DAY)))
                .get(0);
        return BudgetState.of(BUDGET, report, system.clock().instant());
    }

    private BudgetState place() {
        PlaceReport report = system.get(Places.class).report("Site", MIDNIGHT, end(), BUCHAREST, Resolution.DAY);
        return BudgetState.of(BUDGET, report, system.clock().instant());
    }

    private static Instant end() {
        return OCTOBER.plusMonths(1).atDay(1).atStartOfDay(BUCHAREST).toInstant();
    }

    /** A kWh in each of these hours of the month, which are over then. */
    private void uses(int from, int to) {
        Instant end = MIDNIGHT.plus(Duration.ofHours(to));
        system.clock()
                .goTo(
                        system.clock().instant().isBefore(end)
                                ? end
                                : system.clock().instant());
        List<String> readings = new ArrayList<>();
        for (int hour = from; hour < to; hour++) {
            readings.add(measurement("pump", MIDNIGHT.plus(Duration.ofHours(hour)), "1"));
        }
        system.receive(readings.toArray(String[]::new));
    }

    private void owned(long version, String owner) {
        DeviceState state = new DeviceState(
                "pump",
                "Heat pump",
                null,
                null,
                owner,
                null,
                new DevicePlace("Site/House", false),
                new SettingsState("INTERVAL", null, null, null, Duration.ofHours(1)),
                null,
                null);
        system.apply(new DeviceEvent(
                UUID.randomUUID().toString(),
                DeviceEvent.Type.DEVICE_UPDATED,
                version,
                system.clock().instant(),
                state));
    }
}
