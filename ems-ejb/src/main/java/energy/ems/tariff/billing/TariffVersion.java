package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * The prices of a tariff from a day on. Prices are net, in the tariff's currency.
 *
 * @param validFrom the first local day in the tariff's zone
 * @param rates at least one; the first counts where no rule applies
 * @param rules the first that applies decides
 * @param standingCharge null for none
 * @param feedInPrice what is paid for a kWh that is fed in; null for nothing
 * @param capacityPrice for each kW of the month's highest hour; null for none
 * @param carbonGramsPerKwh null when it is not known
 */
public record TariffVersion(
        LocalDate validFrom,
        List<Rate> rates,
        List<RateRule> rules,
        List<Holiday> holidays,
        StandingCharge standingCharge,
        BigDecimal feedInPrice,
        BigDecimal capacityPrice,
        List<Tax> taxes,
        BigDecimal carbonGramsPerKwh) {

    /** @throws IllegalArgumentException when there is no rate, or a rule names one that is not there */
    public TariffVersion {
        rates = List.copyOf(rates);
        rules = List.copyOf(rules);
        holidays = List.copyOf(holidays);
        taxes = List.copyOf(taxes);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("A version without a rate");
        }
        for (RateRule rule : rules) {
            named(rates, rule.rate());
        }
    }

    /** A version of one price alone. */
    public static TariffVersion flat(LocalDate validFrom, BigDecimal price) {
        return new TariffVersion(
                validFrom,
                List.of(Rate.flat("Energy", price)),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** The rate that counts at a moment of the wall clock. */
    public Rate rateAt(LocalDate date, LocalTime time) {
        boolean holiday = isHoliday(date);
        return rules.stream()
                .filter(rule -> rule.appliesTo(date, time, holiday))
                .findFirst()
                .map(rule -> named(rates, rule.rate()))
                .orElse(rates.get(0));
    }

    public boolean isHoliday(LocalDate date) {
        return holidays.stream().anyMatch(holiday -> holiday.isOn(date));
    }

    /** What has to be added to a net amount, as a share of it. */
    BigDecimal taxShare() {
        return taxes.stream()
                .map(Tax::percent)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointLeft(2);
    }

    private static Rate named(List<Rate> rates, String name) {
        return rates.stream()
                .filter(rate -> rate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No rate " + name));
    }
}
