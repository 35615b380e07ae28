package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/**
 * What a month, or some days of it, cost.
 *
 * @param zone in which its days are meant
 * @param to exclusive
 * @param net the sum of the lines
 * @param gross net and taxes
 * @param usedKwh exact; the sum of the lines of energy
 * @param fedInKwh exact
 * @param carbonKg of the energy used, to the gram; null when no version says it
 */
public record Bill(
        String tariff,
        Currency currency,
        ZoneId zone,
        YearMonth month,
        LocalDate from,
        LocalDate to,
        List<BillLine> lines,
        BigDecimal net,
        List<TaxAmount> taxes,
        BigDecimal gross,
        BigDecimal usedKwh,
        BigDecimal fedInKwh,
        BigDecimal carbonKg,
        Coverage coverage) {

    public Bill {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
    }

    /**
     * A tax and what it makes.
     *
     * @param base the sum of the lines that it is on
     */
    public record TaxAmount(String name, BigDecimal percent, BigDecimal base, BigDecimal amount) {}

    /**
     * How much of the time is known. An hour is counted in the month in which it begins, once it has ended.
     *
     * @param hours that have ended
     * @param missing of which nothing is known; they are in no line
     * @param partial of which a part is known; only that is in the lines
     * @param estimated whose energy is an estimate, at least at its edges
     */
    public record Coverage(int hours, int missing, int partial, int estimated) {

        /** Whether every hour that has ended is known wholly. */
        public boolean isComplete() {
            return missing == 0 && partial == 0;
        }

        /** Of both. */
        public Coverage plus(Coverage other) {
            return new Coverage(
                    hours + other.hours, missing + other.missing, partial + other.partial, estimated + other.estimated);
        }
    }
}
