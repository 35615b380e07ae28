package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import java.math.BigDecimal;
import java.util.List;

/** Which hours were over their limit, and by how much: said once, for the strip, the chart and the table. */
final class OverLimit {

    private OverLimit() {}

    static boolean isOver(Bucket hour) {
        return excess(hour).signum() > 0;
    }

    /** How much more than the limit in force an hour has used; zero without a limit, without data, or below it. */
    static BigDecimal excess(Bucket hour) {
        return hour.energyKwh() == null || hour.limitKwh() == null
                ? BigDecimal.ZERO
                : hour.energyKwh().subtract(hour.limitKwh()).max(BigDecimal.ZERO);
    }

    /** How many of these hours lie in the bucket and are over their limit. */
    static long hoursIn(Bucket bucket, List<Bucket> hours) {
        return hours.stream()
                .filter(hour ->
                        !hour.start().isBefore(bucket.start()) && hour.start().isBefore(bucket.end()))
                .filter(OverLimit::isOver)
                .count();
    }
}
