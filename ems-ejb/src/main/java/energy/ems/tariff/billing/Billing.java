package energy.ems.tariff.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** From hours to bills, and to the cost of each hour: a function of the hours and of the tariff, and of nothing else. */
public final class Billing {

    private Billing() {}

    /**
     * The bills of some days, one for each calendar month; none for a month in which no price is in force.
     *
     * @param from the first day, in the tariff's zone
     * @param to exclusive
     * @param hours all of these days that should be known, in any order; those of other days are left out
     * @param asOf until when it is looked at: an hour that ends later is not missing, and a day that begins later has no
     *     standing charge
     */
    public static List<Bill> bills(
            Tariff tariff, LocalDate from, LocalDate to, Collection<MeteredHour> hours, Instant asOf) {
        return ledgers(tariff, from, to, hours).stream()
                .map(ledger -> ledger.bill(asOf))
                .toList();
    }

    /**
     * What each hour of these days costs. A rate with blocks is dearer or cheaper by what the month has used before, so
     * whole months are asked for, of which the hours wanted are looked up.
     */
    public static List<HourCost> costs(Tariff tariff, LocalDate from, LocalDate to, Collection<MeteredHour> hours) {
        return ledgers(tariff, from, to, hours).stream()
                .flatMap(ledger -> ledger.costs().stream())
                .toList();
    }

    private static List<MonthLedger> ledgers(
            Tariff tariff, LocalDate from, LocalDate to, Collection<MeteredHour> hours) {
        List<MeteredHour> inOrder =
                hours.stream().sorted(Comparator.comparing(MeteredHour::start)).toList();
        List<MonthLedger> ledgers = new ArrayList<>();
        for (LocalDate start = from; start.isBefore(to); ) {
            LocalDate nextMonth = start.withDayOfMonth(1).plusMonths(1);
            LocalDate end = nextMonth.isBefore(to) ? nextMonth : to;
            MonthLedger ledger = new MonthLedger(tariff, start, end);
            if (ledger.hasPrices()) {
                Instant begin = start.atStartOfDay(tariff.zone()).toInstant();
                Instant until = end.atStartOfDay(tariff.zone()).toInstant();
                inOrder.stream()
                        .filter(hour ->
                                hour.end().isAfter(begin) && hour.start().isBefore(until))
                        .forEach(ledger::book);
                ledgers.add(ledger);
            }
            start = end;
        }
        return ledgers;
    }
}
