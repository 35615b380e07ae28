package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the energy of an hour costs: not rounded, without the charges that belong to a whole month.
 *
 * @param net less than zero for what was fed in
 * @param gross with the taxes
 * @param carbonGrams of what was used; null when it is not known
 */
public record HourCost(Instant start, BigDecimal net, BigDecimal gross, BigDecimal carbonGrams) {}
