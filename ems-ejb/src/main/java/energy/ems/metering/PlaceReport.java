package energy.ems.metering;

import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Resolution;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * What a place and everything below it had in a period, or what some chosen devices had, which are then the parts of the
 * sum. Pages and REST take their figures from here.
 *
 * @param sum of the whole period
 * @param buckets the same in the resolution that was asked for, the parts of each in the order of the sum's
 */
public record PlaceReport(ZoneId zone, Resolution resolution, PlaceSum sum, List<PlaceBucket> buckets) {

    /** A stretch of time, {@code [start, end)}. */
    public record PlaceBucket(ZonedDateTime start, ZonedDateTime end, PlaceSum sum) {}

    public PlaceReport {
        buckets = List.copyOf(buckets);
    }

    /** The same under another name. */
    PlaceReport called(String name) {
        return new PlaceReport(zone, resolution, sum.called(name), buckets);
    }
}
