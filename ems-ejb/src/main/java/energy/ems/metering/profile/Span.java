package energy.ems.metering.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Energy that is known only for a whole stretch of time {@code [start, end)}: the difference of two register readings,
 * or an interval value of more than an hour. Within the span the power is taken to be constant.
 */
record Span(Instant start, Instant end, BigDecimal kwh) {

    /**
     * The energy from the span's start up to {@code boundary}: {@code kwh · (boundary − start) / (end − start)}, rounded
     * towards zero.
     *
     * <p>A piece of the span is the difference of two such values and nothing else. So the pieces sum to the span
     * exactly, whichever boundaries it is cut at: what rounding takes from one piece is in the next, later one.
     */
    BigDecimal upTo(Instant boundary) {
        if (!boundary.isAfter(start)) {
            return BigDecimal.ZERO;
        }
        if (!boundary.isBefore(end)) {
            return kwh;
        }
        BigDecimal elapsed = BigDecimal.valueOf(boundary.toEpochMilli() - start.toEpochMilli());
        BigDecimal total = BigDecimal.valueOf(end.toEpochMilli() - start.toEpochMilli());
        return kwh.multiply(elapsed).divide(total, Energy.DECIMALS, RoundingMode.DOWN);
    }
}
