package energy.ems.tariff.billing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What energy costs.
 *
 * @param zone by whose wall clock prices change, and days and months begin
 * @param versions by the day from which they count
 */
public record Tariff(String name, Currency currency, ZoneId zone, List<TariffVersion> versions) {

    public Tariff {
        versions = versions.stream()
                .sorted(Comparator.comparing(TariffVersion::validFrom))
                .toList();
    }

    /** The version in force on that day; empty before the first. */
    public Optional<TariffVersion> on(LocalDate day) {
        return versions.stream()
                .filter(version -> !version.validFrom().isAfter(day))
                .reduce((earlier, later) -> later);
    }
}
