package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.util.List;

/**
 * A price of energy with a name, such as <em>Night</em>.
 *
 * @param blocks ascending, the last without an end; a flat price is a single block
 */
public record Rate(String name, List<PriceBlock> blocks) {

    public Rate {
        blocks = List.copyOf(blocks);
    }

    /** A rate of one price, whatever the quantity. */
    public static Rate flat(String name, BigDecimal price) {
        return new Rate(name, List.of(new PriceBlock(null, price)));
    }

    public boolean isFlat() {
        return blocks.size() == 1;
    }

    /** The price of the month's first kWh. */
    public BigDecimal firstPrice() {
        return blocks.get(0).price();
    }
}
