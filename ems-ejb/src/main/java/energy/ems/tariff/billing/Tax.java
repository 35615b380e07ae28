package energy.ems.tariff.billing;

import java.math.BigDecimal;

/** A tax on the net amount. */
public record Tax(String name, BigDecimal percent) {}
