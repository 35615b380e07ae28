package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.web.portal.consumption.ShownPeriod.View;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The shown period held against another one, by the clock on the wall: a day of 23 or 25 hours does not shift the hours
 * that follow the change.
 */
record Compared(ShownPeriod shown, ConsumptionReport report, ShownPeriod other, ConsumptionReport otherReport) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /**
     * For each shown bucket the one that stands against it; null where the other period has none, as for the hour that
     * an autumn night has twice.
     */
    List<Bucket> aligned() {
        return aligned(shown, report.buckets(), otherReport.buckets(), Bucket::start);
    }

    /** @param start when a bucket begins */
    static <B> List<B> aligned(ShownPeriod shown, List<B> buckets, List<B> others, Function<B, ZonedDateTime> start) {
        List<B> aligned = new ArrayList<>();
        if (shown.view() != View.DAY) {
            for (int i = 0; i < buckets.size(); i++) {
                aligned.add(i < others.size() ? others.get(i) : null);
            }
            return aligned;
        }
        Map<LocalTime, B> byClock = new HashMap<>();
        others.forEach(hour -> byClock.putIfAbsent(start.apply(hour).toLocalTime(), hour));
        buckets.forEach(hour -> aligned.add(byClock.remove(start.apply(hour).toLocalTime())));
        return aligned;
    }

    /**
     * How much more or less was used, in percent of the other period. A period that still runs is held against as much
     * of the other.
     *
     * @return null when there is nothing to hold it against
     */
    BigDecimal percent(Instant now) {
        BigDecimal before = otherReport.totalUntil(shown.sameMomentIn(other, now));
        BigDecimal after = shown.holds(now) ? report.totalUntil(now) : report.total();
        return percent(after, before);
    }

    /** @return null when there is nothing to hold it against */
    static BigDecimal percent(BigDecimal after, BigDecimal before) {
        return before == null || after == null || before.signum() <= 0
                ? null
                : after.subtract(before).multiply(HUNDRED).divide(before, MathContext.DECIMAL64);
    }
}
