package energy.ems.tariff;

import java.time.LocalDate;

/**
 * Which tariff a device has from a day on.
 *
 * @param validFrom the first local day in the tariff's zone
 * @param tariffId null for none from then on
 * @param tariffName null for none
 */
public record TariffAssignment(LocalDate validFrom, Long tariffId, String tariffName) {}
