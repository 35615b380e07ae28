package energy.ems.tariff.billing;

import java.math.BigDecimal;

/** What is to be paid whether energy is used or not. */
public record StandingCharge(BigDecimal price, Per per) {

    /** For what the price is. */
    public enum Per {
        DAY,
        /** Of a month that is billed in part, the share of its days. */
        MONTH
    }
}
