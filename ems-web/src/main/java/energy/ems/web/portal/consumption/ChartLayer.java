package energy.ems.web.portal.consumption;

import energy.ems.metering.PlaceReport.PlaceBucket;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * A layer of the bars of a {@link LayeredChart}.
 *
 * @param shade how it is coloured, by the name of a variable of the style sheet
 * @param stack layers of one stack stand on each other, stacks side by side
 * @param energy in kWh, below zero for what hangs down; null where nothing is known
 * @param tip what a finger on a bar is told of it; null for nothing
 */
public record ChartLayer(
        String name,
        String shade,
        String stack,
        Function<PlaceBucket, BigDecimal> energy,
        Function<PlaceBucket, String> tip) {

    /** The only stack, where all stand on each other. */
    static final String ONE = "all";
}
