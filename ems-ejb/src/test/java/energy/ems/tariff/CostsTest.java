package energy.ems.tariff;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.MonitoringSystem;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterSummary;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CostsTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final Instant FIRST = Instant.parse("2026-10-05T10:00:00Z");

    private MonitoringSystem system;
    private Costs costs;
    private TariffView tariff;

    @BeforeEach
    void start() {
        system = new MonitoringSystem(container -> {});
        costs = system.get(Costs.class);
        moveTo(Instant.parse("2026-10-01T00:00:00Z"));
        system.device("pump", 1, "alice", null, "INTERVAL", Duration.ofHours(1));
        tariff = system.get(Tariffs.class).create(flat("Household", "EUR", "0.5"));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void withoutATariffThereIsNoBillAndTheDaysAreSaid() {
        measured(FIRST, "2");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));

        CostStatement statement = costs.statement("pump", OCTOBER, NOVEMBER);

        assertThat(statement.bills()).isEmpty();
        assertThat(statement.daysWithoutPrice()).isEqualTo(31);
        assertThat(costs.hasTariff(pump())).isFalse();
        assertThat(costs.ofHours(pump(), FIRST, FIRST.plusSeconds(3600), BUCHAREST))
                .isEmpty();
    }

    @Test
    void aCorrectedReadingAndAChangedVersionOfThePastChangeTheBillByThemselves() {
        assign(OCTOBER, tariff.id());
        measured(FIRST, "2");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));
        assertThat(gross()).isEqualTo("1.00");

        measured(FIRST, "3");
        assertThat(gross()).isEqualTo("1.50");

        system.get(Tariffs.class).update(tariff.id(), flat("Household", "EUR", "0.7"), 1);
        assertThat(gross()).isEqualTo("2.10");
        assertThat(costs.ofHours(pump(), FIRST, FIRST.plusSeconds(3600), BUCHAREST)
                        .orElseThrow()
                        .gross(FIRST, FIRST.plusSeconds(3600)))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("2.1"));
    }

    @Test
    void missingHoursAreSaid() {
        assign(OCTOBER, tariff.id());
        measured(FIRST, "2");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));

        Bill bill = costs.statement("pump", OCTOBER, NOVEMBER).bills().get(0);

        assertThat(bill.coverage()).isEqualTo(new Bill.Coverage(745, 744, 0, 0));
        assertThat(bill.usedKwh()).isEqualByComparingTo("2");
    }

    @Test
    void theRunningMonthIsBilledUntilNow() {
        assign(OCTOBER, tariff.id());
        measured(FIRST, "2");
        moveTo(FIRST.plusSeconds(3600 + 60));

        Bill bill = costs.statement("pump", OCTOBER, NOVEMBER).bills().get(0);

        // From the 1st at 00:00 in Bucharest, 21:00 of the day before in UTC, to the 5th at 11:00 UTC.
        assertThat(bill.coverage().hours()).isEqualTo(4 * 24 + 14);
        assertThat(bill.gross()).isEqualTo("1.00");
    }

    @Test
    void anotherTariffCountsFromItsDayAndNoneFromTheNext() {
        TariffView other = system.get(Tariffs.class).create(flat("Other", "EUR", "2"));
        assign(OCTOBER, tariff.id());
        assign(LocalDate.of(2026, 10, 6), other.id());
        assign(LocalDate.of(2026, 10, 11), null);
        measured(FIRST, "2");
        measured(FIRST.plus(Duration.ofDays(2)), "3");
        measured(FIRST.plus(Duration.ofDays(10)), "100");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));

        CostStatement statement = costs.statement("pump", OCTOBER, NOVEMBER);

        assertThat(statement.bills()).extracting(Bill::tariff).containsExactly("Household", "Other");
        assertThat(statement.bills())
                .extracting(Bill::gross)
                .containsExactly(new BigDecimal("1.00"), new BigDecimal("6.00"));
        assertThat(statement.totals()).hasSize(1);
        assertThat(statement.totals().get(0).gross()).isEqualTo("7.00");
        assertThat(statement.daysWithoutPrice()).isEqualTo(21);
    }

    @Test
    void currenciesAreNeverAdded() {
        TariffView lei = system.get(Tariffs.class).create(flat("Lei", "RON", "2"));
        assign(OCTOBER, tariff.id());
        assign(LocalDate.of(2026, 10, 6), lei.id());
        measured(FIRST, "2");
        measured(FIRST.plus(Duration.ofDays(2)), "3");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));

        assertThat(costs.statement("pump", OCTOBER, NOVEMBER).totals())
                .extracting(total -> total.gross() + " " + total.currency())
                .containsExactly("1.00 EUR", "6.00 RON");
        assertThat(costs.ofHours(pump(), FIRST, FIRST.plus(Duration.ofDays(5)), BUCHAREST))
                .as("a sum of both would be of neither")
                .isEmpty();
    }

    @Test
    void aUserIsToldOfTheHoursSinceTheDeviceIsTheirs() {
        assign(OCTOBER, tariff.id());
        measured(FIRST, "2");
        Instant sold = FIRST.plus(Duration.ofDays(3));
        moveTo(sold);
        system.device("pump", 2, "bob", null, "INTERVAL", Duration.ofHours(1));
        measured(sold.plusSeconds(7200), "4");
        moveTo(Instant.parse("2026-12-01T12:00:00Z"));

        system.asUser("bob");
        Bill bill = costs.statement("pump", OCTOBER, NOVEMBER).bills().get(0);
        assertThat(bill.from()).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(bill.gross()).isEqualTo("2.00");
        assertThat(costs.statement("pump", OCTOBER, NOVEMBER).daysWithoutPrice())
                .isZero();
        assertThat(costs.ofHours(pump(), FIRST, FIRST.plusSeconds(3600), BUCHAREST))
                .isEmpty();

        system.asUser("alice");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> costs.statement("pump", OCTOBER, NOVEMBER));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> costs.ofHours(pump(), FIRST, FIRST.plusSeconds(3600), BUCHAREST));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> system.get(TariffAssignments.class).of("pump"));

        system.asAdministrator();
        assertThat(gross()).as("the whole month").isEqualTo("3.00");
    }

    @Test
    void anEmptyRangeAndOneTooLongAreRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> costs.statement("pump", OCTOBER, OCTOBER));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> costs.statement("pump", OCTOBER, OCTOBER.plusYears(4)));
    }

    @Test
    void whatDoesNotExistIsNotAssigned() {
        TariffAssignments assignments = system.get(TariffAssignments.class);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> assignments.assign("pump", OCTOBER, 999_999L))
                .returns("tariff_id", InvalidInputException::field);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> assignments.assign("no-such-device", OCTOBER, tariff.id()));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> assignments.withdraw("pump", OCTOBER));
    }

    private MeterSummary pump() {
        return system.get(Consumption.class).meter("pump");
    }

    private void moveTo(Instant instant) {
        system.clock().goTo(instant);
    }

    private BigDecimal gross() {
        return costs.statement("pump", OCTOBER, NOVEMBER).totals().get(0).gross();
    }

    private void assign(LocalDate from, Long tariffId) {
        system.get(TariffAssignments.class).assign("pump", from, tariffId);
    }

    private void measured(Instant at, String kwh) {
        Instant now = system.clock().instant();
        moveTo(now.isBefore(at.plusSeconds(3600)) ? at.plusSeconds(3600) : now);
        system.receive(measurement("pump", at, kwh));
    }

    private static Tariff flat(String name, String currency, String price) {
        return new Tariff(
                name,
                Currency.getInstance(currency),
                BUCHAREST,
                List.of(TariffVersion.flat(LocalDate.of(2026, 1, 1), new BigDecimal(price))));
    }
}
