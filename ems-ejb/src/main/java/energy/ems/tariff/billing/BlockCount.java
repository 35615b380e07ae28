package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Fills the blocks of a rate, one after the other. Not thread-safe. */
final class BlockCount {

    private static final int DECIMALS = 15;

    private final Rate rate;
    private final List<BigDecimal> ends = new ArrayList<>();
    private final List<BigDecimal> filled = new ArrayList<>();
    private BigDecimal total = BigDecimal.ZERO;

    /**
     * What a block holds.
     *
     * @param aboveKwh where it begins; null for a flat price
     */
    record Filled(BigDecimal aboveKwh, BigDecimal energyKwh, BigDecimal price) {}

    /** @param days for how many days of the month the blocks count */
    BlockCount(Rate rate, int days, int daysOfMonth) {
        this.rate = rate;
        for (PriceBlock block : rate.blocks()) {
            ends.add(block.upToKwh() == null ? null : share(block.upToKwh(), days, daysOfMonth));
            filled.add(BigDecimal.ZERO);
        }
    }

    private static BigDecimal share(BigDecimal limit, int days, int daysOfMonth) {
        return days == daysOfMonth
                ? limit
                : limit.multiply(BigDecimal.valueOf(days))
                        .divide(BigDecimal.valueOf(daysOfMonth), DECIMALS, RoundingMode.HALF_UP);
    }

    /** @return what this energy costs, exactly */
    BigDecimal add(BigDecimal energyKwh) {
        BigDecimal rest = energyKwh;
        BigDecimal cost = BigDecimal.ZERO;
        for (int i = 0; i < ends.size() && rest.signum() != 0; i++) {
            BigDecimal room =
                    ends.get(i) == null ? rest : ends.get(i).subtract(total).max(BigDecimal.ZERO);
            BigDecimal part = rest.min(room);
            filled.set(i, filled.get(i).add(part));
            total = total.add(part);
            rest = rest.subtract(part);
            cost = cost.add(part.multiply(rate.blocks().get(i).price()));
        }
        return cost;
    }

    /** Those that hold something. */
    List<Filled> filled() {
        List<Filled> holding = new ArrayList<>();
        BigDecimal above = BigDecimal.ZERO;
        for (int i = 0; i < filled.size(); i++) {
            if (filled.get(i).signum() != 0) {
                holding.add(new Filled(
                        rate.isFlat() ? null : above,
                        filled.get(i),
                        rate.blocks().get(i).price()));
            }
            above = ends.get(i);
        }
        return holding;
    }
}
