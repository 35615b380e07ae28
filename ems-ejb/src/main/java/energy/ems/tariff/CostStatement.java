package energy.ems.tariff;

import energy.ems.tariff.billing.Bill;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device has cost in some days.
 *
 * @param to exclusive
 * @param bills one for each month and tariff, in the order of time
 * @param totals one for each currency
 * @param daysWithoutPrice days that have begun and of which no tariff says a price
 */
public record CostStatement(
        String deviceId,
        String deviceName,
        LocalDate from,
        LocalDate to,
        List<Bill> bills,
        List<Total> totals,
        int daysWithoutPrice) {

    public CostStatement {
        bills = List.copyOf(bills);
        totals = List.copyOf(totals);
    }

    /** The sum of bills of one currency. */
    public record Total(
            Currency currency,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            BigDecimal usedKwh,
            BigDecimal fedInKwh,
            BigDecimal carbonKg,
            Bill.Coverage coverage) {

        private static Total of(Bill bill) {
            return new Total(
                    bill.currency(),
                    bill.net(),
                    bill.gross().subtract(bill.net()),
                    bill.gross(),
                    bill.usedKwh(),
                    bill.fedInKwh(),
                    bill.carbonKg(),
                    bill.coverage());
        }

        private Total plus(Total other) {
            return new Total(
                    currency,
                    net.add(other.net),
                    tax.add(other.tax),
                    gross.add(other.gross),
                    usedKwh.add(other.usedKwh),
                    fedInKwh.add(other.fedInKwh),
                    carbonKg == null || other.carbonKg == null
                            ? (carbonKg == null ? other.carbonKg : carbonKg)
                            : carbonKg.add(other.carbonKg),
                    coverage.plus(other.coverage));
        }
    }

    /** One for each currency; currencies are never added. */
    public static List<Total> totals(List<Bill> bills) {
        Map<Currency, Total> byCurrency = new LinkedHashMap<>();
        bills.forEach(bill -> byCurrency.merge(bill.currency(), Total.of(bill), Total::plus));
        return new ArrayList<>(byCurrency.values());
    }
}
