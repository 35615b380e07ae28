package energy.ems.metering.profile;

import java.math.BigDecimal;

/** When an hour is over its limit: when it has used more, not when it has used as much. Said here and nowhere else. */
public final class OverLimit {

    private OverLimit() {}

    /** @param limitKwh null for none: then no hour is over it */
    public static boolean isOver(BigDecimal energyKwh, BigDecimal limitKwh) {
        return excess(energyKwh, limitKwh).signum() > 0;
    }

    /** How much more than the limit was used; zero without a limit, without data, or below it. */
    public static BigDecimal excess(BigDecimal energyKwh, BigDecimal limitKwh) {
        return energyKwh == null || limitKwh == null
                ? BigDecimal.ZERO
                : energyKwh.subtract(limitKwh).max(BigDecimal.ZERO);
    }
}
