package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sum of devices held against that of another period, by the clock on the wall.
 *
 * @param other what it is held against
 * @param usedKwh what was used in the shown period, of one that still runs so far; null when nothing is known
 * @param otherKwh the same of the other, of as much of it
 * @param aligned what stands against each bucket, by its start; nothing where nothing does
 */
record ComparedSums(
        ShownPeriod other, BigDecimal usedKwh, BigDecimal otherKwh, Map<ZonedDateTime, PlaceBucket> aligned) {

    /** Of a period that is over. */
    static ComparedSums whole(ShownPeriod shown, PlaceReport report, ShownPeriod other, PlaceReport otherReport) {
        return new ComparedSums(
                other,
                PlaceFigures.consumption(report.sum()),
                PlaceFigures.consumption(otherReport.sum()),
                aligned(shown, report, otherReport));
    }

    /**
     * Of a period that still runs.
     *
     * @param hours of the shown period
     * @param otherHours of the other
     */
    static ComparedSums soFar(
            ShownPeriod shown,
            PlaceReport report,
            List<Bucket> hours,
            Instant now,
            ShownPeriod other,
            PlaceReport otherReport,
            List<Bucket> otherHours) {
        return new ComparedSums(
                other,
                until(hours, now),
                until(otherHours, shown.sameMomentIn(other, now)),
                aligned(shown, report, otherReport));
    }

    private static BigDecimal until(List<Bucket> hours, Instant end) {
        return hours.stream()
                .filter(hour ->
                        hour.energyKwh() != null && !hour.end().toInstant().isAfter(end))
                .map(Bucket::energyKwh)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static Map<ZonedDateTime, PlaceBucket> aligned(
            ShownPeriod shown, PlaceReport report, PlaceReport otherReport) {
        List<PlaceBucket> buckets = report.buckets();
        List<PlaceBucket> others = Compared.aligned(shown, buckets, otherReport.buckets(), PlaceBucket::start);
        Map<ZonedDateTime, PlaceBucket> aligned = new HashMap<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (others.get(i) != null) {
                aligned.put(buckets.get(i).start(), others.get(i));
            }
        }
        return aligned;
    }

    /** How much more or less was used, in percent of the other period; null when there is nothing to hold it against. */
    BigDecimal percent() {
        return Compared.percent(usedKwh, otherKwh);
    }

    /** What stands against a bucket; null for nothing. */
    PlaceBucket against(PlaceBucket bucket) {
        return aligned.get(bucket.start());
    }
}
