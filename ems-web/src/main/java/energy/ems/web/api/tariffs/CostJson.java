package energy.ems.web.api.tariffs;

import energy.ems.tariff.CostStatement;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.BillLine;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a device has cost.
 *
 * @param to exclusive
 * @param daysWithoutPrice days of which no tariff says a price
 */
public record CostJson(
        String deviceId,
        String deviceName,
        String from,
        String to,
        List<BillJson> bills,
        List<TotalJson> totals,
        int daysWithoutPrice) {

    /** The bill of a month, or of some days of it. */
    public record BillJson(
            String tariff,
            String currency,
            String zone,
            String month,
            String from,
            String to,
            List<LineJson> lines,
            BigDecimal net,
            List<TaxJson> taxes,
            BigDecimal gross,
            BigDecimal usedKwh,
            BigDecimal fedInKwh,
            BigDecimal carbonKg,
            CoverageJson coverage) {

        static BillJson of(Bill bill) {
            return new BillJson(
                    bill.tariff(),
                    bill.currency().getCurrencyCode(),
                    bill.zone().getId(),
                    bill.month().toString(),
                    bill.from().toString(),
                    bill.to().toString(),
                    bill.lines().stream().map(LineJson::of).toList(),
                    bill.net(),
                    bill.taxes().stream()
                            .map(tax -> new TaxJson(tax.name(), tax.percent(), tax.base(), tax.amount()))
                            .toList(),
                    bill.gross(),
                    bill.usedKwh(),
                    bill.fedInKwh(),
                    bill.carbonKg(),
                    CoverageJson.of(bill.coverage()));
        }
    }

    /** @param aboveKwh where the block begins; null for a flat price */
    public record LineJson(
            BillLine.Kind kind,
            String name,
            String from,
            String to,
            BigDecimal aboveKwh,
            BigDecimal quantity,
            String unit,
            BigDecimal price,
            Integer days,
            BigDecimal amount) {

        static LineJson of(BillLine line) {
            return new LineJson(
                    line.kind(),
                    line.name(),
                    line.from().toString(),
                    line.to().toString(),
                    line.aboveKwh(),
                    line.quantity(),
                    line.kind().unit(),
                    line.price(),
                    line.days(),
                    line.amount());
        }
    }

    /** A tax, and the sum of the lines that it is on. */
    public record TaxJson(String name, BigDecimal percent, BigDecimal base, BigDecimal amount) {}

    /** The sum of the bills of one currency. */
    public record TotalJson(
            String currency,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            BigDecimal usedKwh,
            BigDecimal fedInKwh,
            BigDecimal carbonKg,
            CoverageJson coverage) {

        static TotalJson of(CostStatement.Total total) {
            return new TotalJson(
                    total.currency().getCurrencyCode(),
                    total.net(),
                    total.tax(),
                    total.gross(),
                    total.usedKwh(),
                    total.fedInKwh(),
                    total.carbonKg(),
                    CoverageJson.of(total.coverage()));
        }
    }

    /** How many of the hours that have ended are known, and how. */
    public record CoverageJson(int hours, int missing, int partial, int estimated) {

        static CoverageJson of(Bill.Coverage coverage) {
            return new CoverageJson(coverage.hours(), coverage.missing(), coverage.partial(), coverage.estimated());
        }
    }

    static CostJson of(CostStatement statement) {
        return new CostJson(
                statement.deviceId(),
                statement.deviceName(),
                statement.from().toString(),
                statement.to().toString(),
                statement.bills().stream().map(BillJson::of).toList(),
                statement.totals().stream().map(TotalJson::of).toList(),
                statement.daysWithoutPrice());
    }
}
