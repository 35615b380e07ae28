package energy.ems.metering.place;

import java.math.BigDecimal;
import java.util.Collection;

/**
 * Energy in both directions, in kWh. What is unknown is no flow of zero but none: null.
 *
 * @param consumptionKwh what was used, never negative
 * @param productionKwh what was fed in or generated, never negative
 */
public record Flow(BigDecimal consumptionKwh, BigDecimal productionKwh) {

    /** What was used less what was produced. */
    public BigDecimal balanceKwh() {
        return consumptionKwh.subtract(productionKwh);
    }

    /** The sum; what is unknown (null) adds nothing, and the sum of nothing known is unknown. */
    public static Flow plus(Flow one, Flow other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Flow(one.consumptionKwh.add(other.consumptionKwh), one.productionKwh.add(other.productionKwh));
    }

    /** The sum of all that is known; null when nothing is. */
    public static Flow sum(Collection<Flow> flows) {
        Flow sum = null;
        for (Flow flow : flows) {
            sum = plus(sum, flow);
        }
        return sum;
    }
}
