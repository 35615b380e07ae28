package energy.ems.tariff.billing;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final Currency RON = Currency.getInstance("RON");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);

    /** Three rates, a change on the 16th, two holidays on workdays, and a Sunday of 25 hours; worked out by hand. */
    @Test
    void aMonthToTheCent() {
        List<MeteredHour> hours = ThreeRates.hoursOfOctober();
        assertThat(hours).hasSize(745);

        List<Bill> bills = Billing.bills(ThreeRates.tariff(), OCTOBER, NOVEMBER, hours, LATER);

        assertThat(bills).hasSize(1);
        Bill bill = bills.get(0);
        assertThat(bill.lines().stream().map(BillingTest::describe))
                .containsExactly(
                        "ENERGY Day 200 x 0.9041 = 180.82",
                        "ENERGY Night 120 x 0.5137 = 61.64",
                        "ENERGY Peak 40 x 1.4999 = 60.00",
                        "STANDING_PER_MONTH null 15 x 10 = 4.84",
                        "ENERGY Day 216 x 0.9488 = 204.94",
                        "ENERGY Night 129 x 0.5512 = 71.10",
                        "ENERGY Peak 42.7 x 1.6543 = 70.64",
                        "STANDING_PER_MONTH null 16 x 12.4 = 6.40",
                        "CAPACITY null 3.7 x 5 = 9.55");
        assertThat(bill.net()).isEqualTo("669.93");
        assertThat(bill.taxes())
                .containsExactly(
                        new Bill.TaxAmount("VAT", number("19"), number("307.30"), number("58.39")),
                        new Bill.TaxAmount("VAT", number("21"), number("362.63"), number("76.15")));
        assertThat(bill.gross()).isEqualTo("804.47");
        assertThat(bill.usedKwh()).isEqualByComparingTo("747.7");
        assertThat(bill.carbonKg()).isEqualTo("192.325");
        assertThat(bill.coverage()).isEqualTo(new Bill.Coverage(745, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-14T16:59, Day, the last minute before the peak of a Wednesday",
        "2026-10-14T17:00, Peak, its first",
        "2026-10-14T21:00, Day, its end",
        "2026-10-15T18:00, Day, a holiday of this year on a Thursday",
        "2026-10-26T18:00, Day, a yearly holiday on a Monday",
        "2027-10-15T18:00, Peak, the same date is a workday a year later",
        "2027-10-26T18:00, Day, the yearly one is not",
        "2026-10-17T18:00, Day, a Saturday",
        "2026-10-17T22:00, Night, from 22",
        "2026-10-17T00:00, Night, over midnight",
        "2026-10-17T05:59, Night, until 6",
        "2026-10-17T06:00, Day, not at 6",
    })
    void theWallClockAndTheCalendarSayWhichRateCounts(LocalDateTime at, String rate, String because) {
        TariffVersion version = ThreeRates.tariff().versions().get(1);

        assertThat(version.rateAt(at.toLocalDate(), at.toLocalTime()).name())
                .as(because)
                .isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Bucharest, 2026-10-25, 25, 9, 'the hour from 3 to 4 is there twice, at night'",
        "Europe/Bucharest, 2026-03-29, 23, 7, 'the hour from 3 to 4 is not there'",
        "Asia/Kolkata, 2026-03-29, 24, 8, 'half an hour off UTC'",
        "Asia/Kathmandu, 2026-03-29, 24, 8, 'three quarters of an hour off UTC'",
        "America/St_Johns, 2026-11-01, 25, 9, 'half an hour off, and the clock is put back'",
        "Australia/Lord_Howe, 2026-04-05, 24.5, 8.5, 'put back by half an hour'",
    })
    void theNightIsAsLongAsTheClockShows(
            String zone, LocalDate day, BigDecimal length, BigDecimal night, String because) {
        Tariff tariff = inZone(ThreeRates.tariff(), ZoneId.of(zone));
        // UTC hours, of which the first and the last reach over midnight in some of the zones.
        List<MeteredHour> hours = new ArrayList<>();
        Instant first = day.minusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant();
        for (int i = 0; i < 80; i++) {
            hours.add(hour(first.plusSeconds(3600L * i), "1", Direction.CONSUMPTION));
        }

        Bill bill = Billing.bills(tariff, day, day.plusDays(1), hours, LATER).get(0);

        assertThat(bill.usedKwh()).as(because).isEqualByComparingTo(length);
        assertThat(energy(bill, "Night")).as(because).isEqualByComparingTo(night);
    }

    @Test
    void anHourInWhichThePriceChangesIsSharedOutByTime() {
        Tariff tariff =
                rules(new RateRule("Second", LocalTime.of(10, 20), LocalTime.of(10, 50), ALL_DAYS, true, Set.of()));
        List<MeteredHour> hours = List.of(hour(local("2026-10-05T10:00"), "1", Direction.CONSUMPTION));

        Bill bill = Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0);

        assertThat(energy(bill, "Second")).isEqualByComparingTo("0.5");
        assertThat(energy(bill, "First")).isEqualByComparingTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-31T23:00, First, the last hour of spring is none of summer's",
        "2026-06-01T00:00, Second, though UTC is in May still",
        "2026-06-30T23:00, Second, the last hour of June",
        "2026-07-01T00:00, First, and no more",
    })
    void seasonsChangeByTheDateOfTheWallClock(LocalDateTime at, String rate, String because) {
        Tariff tariff = rules(
                new RateRule("Second", LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ALL_DAYS, true, Set.of(Month.JUNE)));

        assertThat(energy(billOf(tariff, at), rate)).as(because).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-05T00:00, Second", "2026-10-05T01:00, First", "2026-10-05T06:00, Second"})
    void aTimeThatGoesOverMidnightCountsOnBothSidesOfIt(LocalDateTime at, String rate) {
        Tariff tariff =
                rules(new RateRule("Second", LocalTime.of(5, 30), LocalTime.of(1, 0), ALL_DAYS, true, Set.of()));

        assertThat(energy(billOf(tariff, at), rate)).isEqualByComparingTo("1");
    }

    /** Each hour rounded by itself would make 0.24 of it. */
    @Test
    void smallHoursAreNotRoundedOneByOne() {
        Tariff tariff = new Tariff("T", RON, BUCHAREST, List.of(TariffVersion.flat(OCTOBER, number("0.264159"))));
        List<MeteredHour> hours = ThreeRates.hours(OCTOBER, LocalDate.of(2026, 10, 2), BUCHAREST).stream()
                .map(hour -> known(hour, "0.028", Quality.MEASURED))
                .toList();

        assertThat(Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0).gross())
                .isEqualTo("0.18");
    }

    @Test
    void blocksAreFilledOneAfterTheOtherAndSayWhereTheyBegin() {
        Tariff tariff = blocks();
        List<MeteredHour> hours = List.of(
                hour(local("2026-10-05T10:00"), "130.5", Direction.CONSUMPTION),
                hour(local("2026-10-06T10:00"), "100", Direction.CONSUMPTION));

        Bill bill = Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0);

        assertThat(bill.lines().stream().map(line -> line.aboveKwh() + " " + describe(line)))
                .containsExactly(
                        "0 ENERGY Energy 100 x 0.5 = 50.00",
                        "100 ENERGY Energy 100 x 0.8 = 80.00",
                        "200 ENERGY Energy 30.5 x 1.2 = 36.60");
        assertThat(Billing.costs(tariff, OCTOBER, NOVEMBER, hours).stream().map(HourCost::net))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(number("74.4"), number("92.2"));
    }

    @Test
    void ofAPartOfAMonthTheBlocksAreAsLongAsItsDays() {
        List<MeteredHour> hours = List.of(hour(local("2026-10-05T10:00"), "130.5", Direction.CONSUMPTION));

        Bill bill = Billing.bills(blocks(), OCTOBER, LocalDate.of(2026, 10, 11), hours, LATER)
                .get(0);

        // 10 of 31 days: the first block ends at 100 x 10 / 31 kWh, the second at twice that.
        assertThat(bill.lines().get(1).aboveKwh()).isEqualByComparingTo("32.258064516129032");
        assertThat(bill.usedKwh()).isEqualByComparingTo("130.5");
    }

    @Test
    void whatIsFedInIsPaidForAndMakesNoPeak() {
        Tariff tariff = new Tariff(
                "T",
                RON,
                BUCHAREST,
                List.of(new TariffVersion(
                        OCTOBER,
                        List.of(Rate.flat("Energy", number("1"))),
                        List.of(),
                        List.of(),
                        null,
                        number("0.3"),
                        number("2"),
                        List.of(),
                        number("300"))));
        List<MeteredHour> hours = List.of(
                hour(local("2026-10-05T10:00"), "-2.5", Direction.NET),
                hour(local("2026-10-05T11:00"), "1.5", Direction.NET),
                hour(local("2026-10-05T12:00"), "9", Direction.PRODUCTION));

        Bill bill = Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0);

        assertThat(bill.lines().stream().map(BillingTest::describe))
                .containsExactly(
                        "ENERGY Energy 1.5 x 1 = 1.50",
                        "FEED_IN null 11.5 x 0.3 = -3.45",
                        "CAPACITY null 1.5 x 2 = 3.00");
        assertThat(bill.net()).isEqualTo("1.05");
        assertThat(bill.carbonKg()).isEqualTo("0.450");
    }

    @Test
    void missingHoursAreSaidAndEstimatedOnesCounted() {
        List<MeteredHour> hours = new ArrayList<>(ThreeRates.hours(OCTOBER, LocalDate.of(2026, 10, 2), BUCHAREST));
        hours.set(3, known(hours.get(3), null, Quality.MISSING));
        hours.set(4, known(hours.get(4), "0.5", Quality.PARTIAL));
        hours.set(5, known(hours.get(5), "1", Quality.ESTIMATED));
        hours.set(23, known(hours.get(23), null, Quality.MISSING));
        Instant beforeTheLastEnds = hours.get(23).start().plusSeconds(60);

        Bill bill = Billing.bills(ThreeRates.tariff(), OCTOBER, NOVEMBER, hours, beforeTheLastEnds)
                .get(0);

        assertThat(bill.coverage()).isEqualTo(new Bill.Coverage(23, 1, 1, 1));
        assertThat(bill.coverage().isComplete()).isFalse();
        assertThat(bill.usedKwh()).isEqualByComparingTo("21.5");
        assertThat(bill.lines().stream().map(BillingTest::describe))
                .as("the charge of the days that have begun")
                .contains("STANDING_PER_MONTH null 1 x 10 = 0.32");
    }

    @Test
    void beforeTheFirstVersionThereIsNoPrice() {
        Tariff tariff = blocks();
        List<MeteredHour> hours = ThreeRates.hours(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 2), BUCHAREST);

        List<Bill> bills = Billing.bills(tariff, LocalDate.of(2026, 9, 1), NOVEMBER, hours, LATER);

        assertThat(bills).extracting(Bill::from).containsExactly(OCTOBER);
        assertThat(bills.get(0).usedKwh()).isEqualByComparingTo("24");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1", "RON, 0.67", "KWD, 0.665"})
    void amountsAreRoundedOnceToTheSmallestUnitOfTheCurrency(String currency, BigDecimal amount) {
        Tariff tariff = new Tariff(
                "T", Currency.getInstance(currency), BUCHAREST, List.of(TariffVersion.flat(OCTOBER, number("0.6650"))));
        List<MeteredHour> hours = List.of(hour(local("2026-10-05T10:00"), "1", Direction.CONSUMPTION));

        assertThat(Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0).gross())
                .isEqualTo(amount);
    }

    @Test
    void aTaxIsComputedFromTheSumAndNotLineByLine() {
        Tax tax = new Tax("VAT", number("5"));
        Tariff tariff = new Tariff(
                "T",
                RON,
                BUCHAREST,
                List.of(new TariffVersion(
                        OCTOBER,
                        List.of(Rate.flat("First", number("0.10")), Rate.flat("Second", number("0.10"))),
                        List.of(new RateRule("Second", LocalTime.NOON, LocalTime.MIDNIGHT, ALL_DAYS, true, Set.of())),
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(tax),
                        null)));
        List<MeteredHour> hours = List.of(
                hour(local("2026-10-05T10:00"), "1", Direction.CONSUMPTION),
                hour(local("2026-10-05T13:00"), "1", Direction.CONSUMPTION));

        // Line by line it would be 0.005 twice, each rounded up.
        assertThat(Billing.bills(tariff, OCTOBER, NOVEMBER, hours, LATER).get(0).gross())
                .isEqualTo("0.21");
    }

    /** Of one hour in which one kWh was used, in a year of the tariff. */
    private static Bill billOf(Tariff tariff, LocalDateTime at) {
        TariffVersion allYear = ThreeRates.withValidFrom(tariff.versions().get(0), LocalDate.of(2026, 1, 1));
        Tariff inForce = new Tariff(tariff.name(), tariff.currency(), tariff.zone(), List.of(allYear));
        MeteredHour hour = hour(at.atZone(BUCHAREST).toInstant(), "1", Direction.CONSUMPTION);
        LocalDate month = at.toLocalDate().withDayOfMonth(1);
        return Billing.bills(inForce, month, month.plusMonths(1), List.of(hour), LATER)
                .get(0);
    }

    private static Tariff blocks() {
        Rate rate = new Rate(
                "Energy",
                List.of(
                        new PriceBlock(number("100"), number("0.5")),
                        new PriceBlock(number("200"), number("0.8")),
                        new PriceBlock(null, number("1.2"))));
        return new Tariff(
                "T",
                RON,
                BUCHAREST,
                List.of(new TariffVersion(
                        OCTOBER, List.of(rate), List.of(), List.of(), null, null, null, List.of(), null)));
    }

    private static Tariff rules(RateRule... rules) {
        return new Tariff(
                "T",
                RON,
                BUCHAREST,
                List.of(new TariffVersion(
                        OCTOBER,
                        List.of(Rate.flat("First", number("1")), Rate.flat("Second", number("2"))),
                        List.of(rules),
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        null)));
    }

    private static Tariff inZone(Tariff tariff, ZoneId zone) {
        return new Tariff(tariff.name(), tariff.currency(), zone, tariff.versions());
    }

    private static MeteredHour hour(Instant start, String kwh, Direction direction) {
        return new MeteredHour(start, start.plusSeconds(3600), number(kwh), Quality.MEASURED, direction);
    }

    private static MeteredHour known(MeteredHour hour, String kwh, Quality quality) {
        return new MeteredHour(hour.start(), hour.end(), kwh == null ? null : number(kwh), quality, hour.direction());
    }

    private static BigDecimal energy(Bill bill, String rate) {
        return bill.lines().stream()
                .filter(line -> rate.equals(line.name()))
                .map(BillLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String describe(BillLine line) {
        return "%s %s %s x %s = %s"
                .formatted(
                        line.kind(),
                        line.name(),
                        line.quantity().stripTrailingZeros().toPlainString(),
                        line.price().toPlainString(),
                        line.amount().toPlainString());
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(BUCHAREST).toInstant();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
