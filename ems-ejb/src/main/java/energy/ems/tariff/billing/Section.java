package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The days of a month on which one version is in force, and what was used on them. Not thread-safe. */
final class Section {

    private final TariffVersion version;
    private final LocalDate from;
    private final LocalDate to;
    private final int scale;
    private final Map<Rate, BlockCount> counts = new LinkedHashMap<>();
    private BigDecimal usedKwh = BigDecimal.ZERO;
    private BigDecimal fedInKwh = BigDecimal.ZERO;

    /** @param scale decimals of the currency's smallest unit */
    Section(TariffVersion version, LocalDate from, LocalDate to, int scale) {
        this.version = version;
        this.from = from;
        this.to = to;
        this.scale = scale;
        version.rates().forEach(rate -> counts.put(rate, new BlockCount(rate, days(to), from.lengthOfMonth())));
    }

    TariffVersion version() {
        return version;
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** @return the net cost, exactly */
    BigDecimal use(WallClock.Share share) {
        usedKwh = usedKwh.add(share.energyKwh());
        Rate rate = version.rateAt(share.at().toLocalDate(), share.at().toLocalTime());
        return counts.get(rate).add(share.energyKwh());
    }

    /** @param energyKwh positive for what was fed in */
    BigDecimal feedIn(BigDecimal energyKwh) {
        fedInKwh = fedInKwh.add(energyKwh);
        return version.feedInPrice() == null
                ? BigDecimal.ZERO
                : energyKwh.multiply(version.feedInPrice()).negate();
    }

    BigDecimal usedKwh() {
        return usedKwh;
    }

    BigDecimal fedInKwh() {
        return fedInKwh;
    }

    /**
     * @param end the day after the last for which a standing charge is due by now
     * @param peakKw the mean power of the month's highest hour; null when none is known
     */
    List<BillLine> lines(LocalDate end, BigDecimal peakKw) {
        List<BillLine> lines = new ArrayList<>();
        counts.forEach((rate, count) -> count.filled()
                .forEach(filled -> lines.add(line(
                        BillLine.Kind.ENERGY,
                        rate.name(),
                        filled.aboveKwh(),
                        filled.energyKwh(),
                        filled.price(),
                        filled.energyKwh().multiply(filled.price())))));
        if (version.feedInPrice() != null && fedInKwh.signum() != 0) {
            BigDecimal paid = fedInKwh.multiply(version.feedInPrice()).negate();
            lines.add(line(BillLine.Kind.FEED_IN, null, null, fedInKwh, version.feedInPrice(), paid));
        }
        addStandingCharge(lines, days(end.isBefore(to) ? end : to));
        if (version.capacityPrice() != null && peakKw != null) {
            lines.add(ofMonth(
                    BillLine.Kind.CAPACITY,
                    peakKw,
                    version.capacityPrice(),
                    days(to),
                    peakKw.multiply(version.capacityPrice())));
        }
        return lines;
    }

    private void addStandingCharge(List<BillLine> lines, int days) {
        if (version.standingCharge() == null || days <= 0) {
            return;
        }
        BigDecimal price = version.standingCharge().price();
        BigDecimal quantity = BigDecimal.valueOf(days);
        lines.add(
                version.standingCharge().per() == StandingCharge.Per.DAY
                        ? line(BillLine.Kind.STANDING_PER_DAY, null, null, quantity, price, quantity.multiply(price))
                        : ofMonth(BillLine.Kind.STANDING_PER_MONTH, quantity, price, days, price));
    }

    private BillLine line(
            BillLine.Kind kind,
            String name,
            BigDecimal aboveKwh,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal amount) {
        BigDecimal rounded = amount.setScale(scale, RoundingMode.HALF_UP);
        return new BillLine(kind, name, from, to, aboveKwh, quantity, price, null, rounded);
    }

    private BillLine ofMonth(
            BillLine.Kind kind, BigDecimal quantity, BigDecimal price, int days, BigDecimal wholeMonth) {
        BigDecimal amount = wholeMonth
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(from.lengthOfMonth()), scale, RoundingMode.HALF_UP);
        return new BillLine(kind, null, from, to, null, quantity, price, days, amount);
    }

    private int days(LocalDate end) {
        return (int) ChronoUnit.DAYS.between(from, end);
    }
}
