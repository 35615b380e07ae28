package energy.ems.tariff.billing;

import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A tariff of three rates that changes on 16 October 2026, with two holidays, and the hours of that month, which has a
 * Sunday of 25: their bill is 669.93 RON net and 804.47 RON gross, worked out by hand.
 */
public final class ThreeRates {

    public static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    public static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    public static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    private static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private ThreeRates() {}

    /** One kWh in each hour, and 3.7 kWh in the highest. */
    public static List<MeteredHour> hoursOfOctober() {
        Instant highest =
                LocalDateTime.parse("2026-10-20T18:00").atZone(BUCHAREST).toInstant();
        return hours(OCTOBER, NOVEMBER, BUCHAREST).stream()
                .map(hour -> hour.start().equals(highest) ? hour(hour.start(), "3.7") : hour)
                .toList();
    }

    public static Tariff tariff() {
        return named("Household");
    }

    public static Tariff named(String name) {
        TariffVersion first = version(OCTOBER, "0.9041", "0.5137", "1.4999", "10", null, "19", "265");
        TariffVersion second =
                version(LocalDate.of(2026, 10, 16), "0.9488", "0.5512", "1.6543", "12.4", "5", "21", "250");
        LocalDate longAgo = LocalDate.of(2026, 1, 1);
        return new Tariff(name, Currency.getInstance("RON"), BUCHAREST, List.of(second, withValidFrom(first, longAgo)));
    }

    private static TariffVersion version(
            LocalDate from,
            String day,
            String night,
            String peak,
            String standing,
            String capacity,
            String tax,
            String carbon) {
        return new TariffVersion(
                from,
                List.of(
                        Rate.flat("Day", number(day)),
                        Rate.flat("Night", number(night)),
                        Rate.flat("Peak", number(peak))),
                List.of(
                        new RateRule("Night", LocalTime.of(22, 0), LocalTime.of(6, 0), ALL_DAYS, true, Set.of()),
                        new RateRule("Peak", LocalTime.of(17, 0), LocalTime.of(21, 0), WORKDAYS, false, Set.of())),
                List.of(new Holiday(LocalDate.of(2026, 10, 15), false), new Holiday(LocalDate.of(2020, 10, 26), true)),
                new StandingCharge(number(standing), StandingCharge.Per.MONTH),
                null,
                capacity == null ? null : number(capacity),
                List.of(new Tax("VAT", number(tax))),
                number(carbon));
    }

    static TariffVersion withValidFrom(TariffVersion version, LocalDate from) {
        return new TariffVersion(
                from,
                version.rates(),
                version.rules(),
                version.holidays(),
                version.standingCharge(),
                version.feedInPrice(),
                version.capacityPrice(),
                version.taxes(),
                version.carbonGramsPerKwh());
    }

    static List<MeteredHour> hours(LocalDate from, LocalDate to, ZoneId zone) {
        List<MeteredHour> hours = new ArrayList<>();
        ZonedDateTime end = to.atStartOfDay(zone);
        for (ZonedDateTime at = from.atStartOfDay(zone); at.isBefore(end); at = at.plusHours(1)) {
            hours.add(hour(at.toInstant(), "1"));
        }
        return hours;
    }

    private static MeteredHour hour(Instant start, String kwh) {
        return new MeteredHour(start, start.plusSeconds(3600), number(kwh), Quality.MEASURED, Direction.CONSUMPTION);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
