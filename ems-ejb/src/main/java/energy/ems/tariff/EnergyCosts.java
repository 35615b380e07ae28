package energy.ems.tariff;

import energy.ems.tariff.billing.HourCost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the energy of a device costs, hour by hour, with the taxes and without the charges of whole months. Immutable. */
public final class EnergyCosts {

    private final Currency currency;
    private final NavigableMap<Instant, BigDecimal> grossByStart = new TreeMap<>();

    public EnergyCosts(Currency currency, Iterable<HourCost> hours) {
        this.currency = currency;
        // An hour on the border of two months may be there with a part for each.
        hours.forEach(hour -> grossByStart.merge(hour.start(), hour.gross(), BigDecimal::add));
    }

    public Currency currency() {
        return currency;
    }

    /** Of the hours that begin in {@code [from, to)}, not rounded; empty when no price is known of any. */
    public Optional<BigDecimal> gross(Instant from, Instant to) {
        Map<Instant, BigDecimal> hours = grossByStart.subMap(from, true, to, false);
        return hours.values().stream().reduce(BigDecimal::add);
    }
}
