package energy.ems.tariff.billing;

import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Books the hours of one month, or of some days of it, in the order of time. Not thread-safe. */
final class MonthLedger {

    private static final int DECIMALS_OF_KG = 3;

    private final Tariff tariff;
    private final LocalDate from;
    private final LocalDate to;
    private final WallClock clock;
    private final List<Section> sections = new ArrayList<>();
    private final List<HourCost> costs = new ArrayList<>();
    private final List<MeteredHour> begunHere = new ArrayList<>();

    /** @param to exclusive, at most the first day of the next month */
    MonthLedger(Tariff tariff, LocalDate from, LocalDate to) {
        this.tariff = tariff;
        this.from = from;
        this.to = to;
        this.clock = new WallClock(tariff);
        int scale = tariff.currency().getDefaultFractionDigits();
        List<TariffVersion> versions = tariff.versions();
        for (int i = 0; i < versions.size(); i++) {
            LocalDate begin = latest(from, versions.get(i).validFrom());
            LocalDate end = i + 1 == versions.size()
                    ? to
                    : earliest(to, versions.get(i + 1).validFrom());
            if (begin.isBefore(end)) {
                sections.add(new Section(versions.get(i), begin, end, scale));
            }
        }
    }

    void book(MeteredHour hour) {
        LocalDate begun = LocalDate.ofInstant(hour.start(), tariff.zone());
        if (!begun.isBefore(from) && begun.isBefore(to) && tariff.on(begun).isPresent()) {
            begunHere.add(hour);
        }
        if (hour.energyKwh() == null) {
            return;
        }
        BigDecimal net = null;
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal grams = null;
        for (WallClock.Share share : clock.shares(hour)) {
            Section section = sectionOf(share.at().toLocalDate());
            if (section == null) {
                continue;
            }
            BigDecimal cost = hour.isFedIn() ? section.feedIn(hour.fedIn(share.energyKwh())) : section.use(share);
            net = net == null ? cost : net.add(cost);
            gross = gross.add(cost.multiply(BigDecimal.ONE.add(section.version().taxShare())));
            BigDecimal factor = section.version().carbonGramsPerKwh();
            if (factor != null && !hour.isFedIn()) {
                BigDecimal more = share.energyKwh().multiply(factor);
                grams = grams == null ? more : grams.add(more);
            }
        }
        if (net != null) {
            costs.add(new HourCost(hour.start(), net, gross, grams));
        }
    }

    private Section sectionOf(LocalDate day) {
        return sections.stream()
                .filter(section -> section.holds(day))
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a price on any of these days. */
    boolean hasPrices() {
        return !sections.isEmpty();
    }

    List<HourCost> costs() {
        return costs;
    }

    /** @param asOf until when the month is looked at; standing charges are due for days that have begun by then */
    Bill bill(Instant asOf) {
        LocalDate endOfCharges = LocalDate.ofInstant(asOf, tariff.zone()).plusDays(1);
        BigDecimal peak = begunHere.stream()
                .filter(hour -> hour.energyKwh() != null && !hour.isFedIn())
                .map(MeteredHour::power)
                .reduce(null, MonthLedger::larger);
        List<BillLine> lines = new ArrayList<>();
        BigDecimal zero = BigDecimal.ZERO.setScale(tariff.currency().getDefaultFractionDigits());
        Map<Tax, BigDecimal> taxed = new LinkedHashMap<>();
        for (Section section : sections) {
            List<BillLine> own = section.lines(endOfCharges, peak);
            BigDecimal sum = own.stream().map(BillLine::amount).reduce(zero, BigDecimal::add);
            section.version().taxes().forEach(tax -> taxed.merge(tax, sum, BigDecimal::add));
            lines.addAll(own);
        }
        BigDecimal net = lines.stream().map(BillLine::amount).reduce(zero, BigDecimal::add);
        List<Bill.TaxAmount> taxes = taxed.entrySet().stream()
                .map(tax -> amount(tax.getKey(), tax.getValue()))
                .toList();
        return new Bill(
                tariff.name(),
                tariff.currency(),
                tariff.zone(),
                YearMonth.from(from),
                latest(from, sections.get(0).version().validFrom()),
                to,
                lines,
                net,
                taxes,
                taxes.stream().map(Bill.TaxAmount::amount).reduce(net, BigDecimal::add),
                sections.stream().map(Section::usedKwh).reduce(BigDecimal.ZERO, BigDecimal::add),
                sections.stream().map(Section::fedInKwh).reduce(BigDecimal.ZERO, BigDecimal::add),
                carbon(),
                coverage(asOf));
    }

    private static Bill.TaxAmount amount(Tax tax, BigDecimal base) {
        BigDecimal amount = base.multiply(tax.percent()).movePointLeft(2).setScale(base.scale(), RoundingMode.HALF_UP);
        return new Bill.TaxAmount(tax.name(), tax.percent(), base, amount);
    }

    private BigDecimal carbon() {
        return sections.stream()
                .filter(section -> section.version().carbonGramsPerKwh() != null)
                .map(section -> section.usedKwh().multiply(section.version().carbonGramsPerKwh()))
                .reduce(BigDecimal::add)
                .map(grams -> grams.movePointLeft(3).setScale(DECIMALS_OF_KG, RoundingMode.HALF_UP))
                .orElse(null);
    }

    private Bill.Coverage coverage(Instant asOf) {
        List<MeteredHour> ended =
                begunHere.stream().filter(hour -> !hour.end().isAfter(asOf)).toList();
        return new Bill.Coverage(
                ended.size(),
                count(ended, Quality.MISSING),
                count(ended, Quality.PARTIAL),
                count(ended, Quality.ESTIMATED));
    }

    private static int count(List<MeteredHour> hours, Quality quality) {
        return (int) hours.stream().filter(hour -> hour.quality() == quality).count();
    }

    private static BigDecimal larger(BigDecimal one, BigDecimal other) {
        return one == null ? other : one.max(other);
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
