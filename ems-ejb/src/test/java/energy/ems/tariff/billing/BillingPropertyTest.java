package energy.ems.tariff.billing;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every bill, whatever the tariff, the zone and the hours. */
class BillingPropertyTest {

    private static final List<String> ZONES = List.of(
            "Europe/Bucharest",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "America/Sao_Paulo",
            "UTC");
    private static final LocalDate FROM = LocalDate.of(2026, 9, 10);
    private static final LocalDate TO = LocalDate.of(2026, 12, 5);
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @Property(tries = 60)
    void theLinesOfEnergySumToTheHours(@ForAll long seed) {
        Case one = new Case(seed);

        List<Bill> bills = one.bills(FROM, TO);

        BigDecimal used = sum(one.hours.stream()
                .filter(hour -> hour.energyKwh() != null && !hour.isFedIn())
                .map(MeteredHour::energyKwh));
        BigDecimal fedIn = sum(one.hours.stream()
                .filter(hour -> hour.energyKwh() != null && hour.isFedIn())
                .map(hour -> hour.energyKwh().abs()));
        assertThat(sum(bills.stream().map(Bill::usedKwh))).isEqualByComparingTo(used);
        assertThat(sum(bills.stream().map(Bill::fedInKwh))).isEqualByComparingTo(fedIn);
        assertThat(sum(bills.stream()
                        .flatMap(bill -> bill.lines().stream())
                        .filter(line -> line.kind() == BillLine.Kind.ENERGY)
                        .map(BillLine::quantity)))
                .isEqualByComparingTo(used);
        assertThat(bills.stream().mapToInt(bill -> bill.coverage().hours()).sum())
                .isEqualTo(one.hours.size());
        assertThat(bills.stream().mapToInt(bill -> bill.coverage().missing()).sum())
                .isEqualTo((int) one.hours.stream()
                        .filter(hour -> hour.energyKwh() == null)
                        .count());
    }

    @Property(tries = 60)
    void splittingARangeAtAMonthsEndChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 10, max = 12) int month) {
        Case one = new Case(seed);
        LocalDate middle = LocalDate.of(2026, month, 1);

        List<Bill> parts = new ArrayList<>(one.bills(FROM, middle));
        parts.addAll(one.bills(middle, TO));

        assertThat(parts).isEqualTo(one.bills(FROM, TO));
    }

    @Property(tries = 40)
    void theOrderOfTheHoursChangesNothing(@ForAll long seed) {
        Case one = new Case(seed);
        List<Bill> before = one.bills(FROM, TO);

        Collections.shuffle(one.hours, new Random(seed));

        assertThat(one.bills(FROM, TO)).isEqualTo(before);
    }

    @Property(tries = 60)
    void whatTheHoursCostSumsToTheLinesBeforeTheyAreRounded(@ForAll long seed) {
        Case one = new Case(seed);

        BigDecimal exact = sum(one.bills(FROM, TO).stream()
                .flatMap(bill -> bill.lines().stream())
                .filter(line -> line.kind() == BillLine.Kind.ENERGY)
                .map(line -> line.quantity().multiply(line.price())));

        assertThat(sum(Billing.costs(one.tariff, FROM, TO, one.hours).stream()
                        .map(HourCost::net)
                        .filter(net -> net.signum() > 0)))
                .isEqualByComparingTo(exact);
    }

    @Property(tries = 60)
    void totalsAreSumsOfRoundedLinesAndEachTaxIsRoundedOnce(@ForAll long seed) {
        for (Bill bill : new Case(seed).bills(FROM, TO)) {
            assertThat(bill.net())
                    .isEqualByComparingTo(sum(bill.lines().stream().map(BillLine::amount)));
            for (Bill.TaxAmount tax : bill.taxes()) {
                assertThat(tax.amount())
                        .isEqualTo(tax.base()
                                .multiply(tax.percent())
                                .movePointLeft(2)
                                .setScale(2, RoundingMode.HALF_UP));
            }
            assertThat(bill.gross())
                    .isEqualTo(bill.net().add(sum(bill.taxes().stream().map(Bill.TaxAmount::amount))));
        }
    }

    /** A tariff and the UTC hours of a meter, of any kind. */
    private static final class Case {

        private final Random random;
        private final Tariff tariff;
        private final List<MeteredHour> hours = new ArrayList<>();

        Case(long seed) {
            random = new Random(seed);
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            List<TariffVersion> versions = new ArrayList<>();
            versions.add(version(LocalDate.of(2026, 1, 1)));
            versions.add(version(LocalDate.of(2026, 10, 1 + random.nextInt(31))));
            tariff = new Tariff("Any", Currency.getInstance("EUR"), zone, versions);
            Instant first = FROM.atStartOfDay(zone).toInstant().plusSeconds(3600);
            Instant last = TO.atStartOfDay(zone).toInstant().minusSeconds(3600);
            Direction direction = Direction.values()[random.nextInt(3)];
            for (Instant at = first.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
                    !at.isAfter(last.minusSeconds(3600));
                    at = at.plusSeconds(3600)) {
                hours.add(hour(at, direction));
            }
        }

        private MeteredHour hour(Instant at, Direction direction) {
            boolean known = random.nextInt(20) > 0;
            BigDecimal kwh = new BigDecimal(random.nextInt(10_000_000)).movePointLeft(6);
            boolean negative = direction == Direction.NET && random.nextBoolean();
            return new MeteredHour(
                    at,
                    at.plusSeconds(3600),
                    known ? (negative ? kwh.negate() : kwh) : null,
                    known ? Quality.MEASURED : Quality.MISSING,
                    direction);
        }

        private TariffVersion version(LocalDate from) {
            List<Rate> rates = new ArrayList<>();
            rates.add(Rate.flat("A", price()));
            rates.add(new Rate(
                    "B",
                    List.of(
                            new PriceBlock(new BigDecimal(50 + random.nextInt(500)), price()),
                            new PriceBlock(null, price()))));
            List<RateRule> rules = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                rules.add(new RateRule(
                        random.nextBoolean() ? "A" : "B",
                        LocalTime.of(random.nextInt(24), random.nextInt(60)),
                        LocalTime.of(random.nextInt(24), 0),
                        some(DayOfWeek.class),
                        random.nextBoolean(),
                        random.nextBoolean() ? Set.of() : some(Month.class)));
            }
            return new TariffVersion(
                    from,
                    rates,
                    rules,
                    List.of(new Holiday(LocalDate.of(2020, 12, 1), true)),
                    random.nextBoolean()
                            ? new StandingCharge(price(), StandingCharge.Per.values()[random.nextInt(2)])
                            : null,
                    random.nextBoolean() ? price() : null,
                    random.nextBoolean() ? price() : null,
                    List.of(new Tax("VAT", new BigDecimal(random.nextInt(30)))),
                    random.nextBoolean() ? price() : null);
        }

        private <E extends Enum<E>> Set<E> some(Class<E> type) {
            EnumSet<E> some = EnumSet.allOf(type);
            some.removeIf(each -> random.nextInt(3) == 0);
            return some;
        }

        private BigDecimal price() {
            return new BigDecimal(1 + random.nextInt(2_000_000)).movePointLeft(6);
        }

        List<Bill> bills(LocalDate from, LocalDate to) {
            return Billing.bills(tariff, from, to, hours, LATER);
        }
    }

    private static BigDecimal sum(Stream<BigDecimal> numbers) {
        return numbers.reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
