package energy.ems.metering;

import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a device has consumed in a period: its hours, and the buckets of a zone's calendar that were asked for. Pages and
 * REST take their figures from here, so that they cannot differ.
 *
 * @param hours the period's hours in their order, with the limits in force; none when only buckets were asked for. Of energy
 *     until a moment, what lies before it and what lies behind it, bucket by bucket
 * @param buckets the same period in the resolution that was asked for; the hours themselves for hours
 */
public record ConsumptionReport(
        MeterSummary meter, ZoneId zone, Resolution resolution, List<Bucket> hours, List<Bucket> buckets) {

    /**
     * What is asked for.
     *
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @param inHours whether the hours are wanted beside longer buckets; then the range is bounded by their number
     * @param inDetail whether those hours are wanted with what was noticed about their readings
     * @param energyUntil not null where nothing but energy is wanted, that of the buckets and that of the hours that have
     *     ended by then; of a year that is told several times as fast
     */
    public record Question(
            Instant from, Instant to, Resolution resolution, boolean inHours, boolean inDetail, Instant energyUntil) {

        public Question(Instant from, Instant to, Resolution resolution, boolean inHours) {
            this(from, to, resolution, inHours, false, null);
        }

        /** The energy of the buckets, and that of the hours that have ended by then. */
        public static Question ofEnergy(Instant from, Instant to, Resolution resolution, Instant until) {
            return new Question(from, to, resolution, false, false, until);
        }

        /** The buckets and the hours within them. */
        public static Question withHours(Instant from, Instant to, Resolution resolution) {
            return new Question(from, to, resolution, true);
        }

        /** The buckets alone. */
        public static Question ofBuckets(Instant from, Instant to, Resolution resolution) {
            return new Question(from, to, resolution, false);
        }

        /** The same, the hours with what was noticed about their readings: that costs one query more. */
        public Question detailed() {
            return new Question(from, to, resolution, inHours, true, null);
        }
    }

    public ConsumptionReport {
        hours = List.copyOf(hours);
        buckets = List.copyOf(buckets);
    }

    /** Null when nothing is known, never 0 then. */
    public BigDecimal total() {
        return sum(buckets, bucket -> true);
    }

    /** What was used in the hours that have ended by then; null when nothing is known of them. */
    public BigDecimal totalUntil(Instant end) {
        return sum(hours, hour -> !hour.end().toInstant().isAfter(end));
    }

    /** Whether nothing is known at all. */
    public boolean isBlank() {
        return buckets.stream().allMatch(bucket -> bucket.energyKwh() == null);
    }

    /** The hour that used most. */
    public Optional<Bucket> peakHour() {
        return peak(hours);
    }

    /** The bucket that used most. */
    public Optional<Bucket> peakBucket() {
        return peak(buckets);
    }

    public List<Bucket> hoursOverLimit() {
        return hours.stream().filter(Bucket::isOverLimit).toList();
    }

    /** How many hours within that bucket were over their limit. */
    public long hoursOverLimit(Bucket bucket) {
        return hours.subList(firstFrom(bucket.start()), firstFrom(bucket.end())).stream()
                .filter(Bucket::isOverLimit)
                .count();
    }

    /** How many hours begin before then: they stand in their order. */
    private int firstFrom(ZonedDateTime start) {
        int low = 0;
        int high = hours.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hours.get(middle).start().isBefore(start)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The limit of the last hour that has one; null when none has. */
    public BigDecimal latestLimit() {
        return hours.stream()
                .map(Bucket::limitKwh)
                .filter(limit -> limit != null)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** How many of the hours that have begun by then are of that quality. */
    public long count(Quality quality, Instant now) {
        return hours.stream()
                .filter(hour -> hour.quality() == quality && hour.hasBegun(now))
                .count();
    }

    /** The hour that holds the instant. */
    public Optional<Bucket> hourAt(Instant instant) {
        return hours.stream()
                .filter(hour -> hour.hasBegun(instant) && hour.end().toInstant().isAfter(instant))
                .findFirst();
    }

    private static Optional<Bucket> peak(List<Bucket> buckets) {
        return buckets.stream()
                .filter(bucket -> bucket.energyKwh() != null)
                .max(Comparator.comparing(Bucket::energyKwh));
    }

    private static BigDecimal sum(List<Bucket> buckets, Predicate<Bucket> counted) {
        return buckets.stream()
                .filter(counted)
                .map(Bucket::energyKwh)
                .filter(energy -> energy != null)
                .reduce(BigDecimal::add)
                .orElse(null);
    }
}
