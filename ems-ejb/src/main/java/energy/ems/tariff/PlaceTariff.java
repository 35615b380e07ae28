package energy.ems.tariff;

import java.time.LocalDate;

/**
 * Which tariff a place has from a day on.
 *
 * @param place its path
 * @param validFrom the first local day in the tariff's zone
 * @param tariffId null for none of its own from then on
 * @param tariffName null for none
 */
public record PlaceTariff(String place, LocalDate validFrom, Long tariffId, String tariffName) {}
