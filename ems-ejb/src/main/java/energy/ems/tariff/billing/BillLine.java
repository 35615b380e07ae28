package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A line of a bill.
 *
 * @param name the rate's, for energy; null otherwise
 * @param from the first day that it is for
 * @param to exclusive
 * @param aboveKwh of a rate with blocks, where this block begins; null for a flat price
 * @param quantity in {@link Kind#unit()}
 * @param days of a price for a whole month, for how many days of the month it counts; null for other prices
 * @param amount rounded to the currency's smallest unit; less than zero for what is paid to the customer
 */
public record BillLine(
        Kind kind,
        String name,
        LocalDate from,
        LocalDate to,
        BigDecimal aboveKwh,
        BigDecimal quantity,
        BigDecimal price,
        Integer days,
        BigDecimal amount) {

    /** What is paid for. */
    public enum Kind {
        ENERGY("kWh"),
        FEED_IN("kWh"),
        /** For each day. */
        STANDING_PER_DAY("d"),
        /** For each month, by the share of its days. */
        STANDING_PER_MONTH("d"),
        /** For the highest hour of the month. */
        CAPACITY("kW");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        public String unit() {
            return unit;
        }
    }
}
