package energy.ems.tariff.billing;

import java.math.BigDecimal;

/**
 * A part of a month's energy that has its own price.
 *
 * @param upToKwh where the block ends, in kWh of a whole month; null for the last, which has no end
 * @param price for a kWh
 */
public record PriceBlock(BigDecimal upToKwh, BigDecimal price) {}
