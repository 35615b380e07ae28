package energy.ems.web.api.consumption;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.Quality;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** What a device has consumed, hour by hour or in longer buckets of a zone's calendar. */
public record ConsumptionJson(
        String deviceId, String deviceName, String zone, String resolution, List<BucketJson> buckets) {

    /**
     * @param energyKwh null where nothing is known, never 0 for it
     * @param limitKwh the limit that was in force; null for none and in buckets longer than an hour
     * @param findings what was noticed about its readings; empty in buckets longer than an hour
     */
    public record BucketJson(
            OffsetDateTime start,
            OffsetDateTime end,
            BigDecimal energyKwh,
            int readings,
            int expectedReadings,
            Quality quality,
            boolean corrected,
            BigDecimal limitKwh,
            List<Finding.Kind> findings) {

        static BucketJson of(Bucket bucket) {
            return new BucketJson(
                    bucket.start().toOffsetDateTime(),
                    bucket.end().toOffsetDateTime(),
                    bucket.energyKwh(),
                    bucket.readings(),
                    bucket.expectedReadings(),
                    bucket.quality(),
                    bucket.corrected(),
                    bucket.limitKwh(),
                    bucket.findings().stream().sorted().toList());
        }
    }

    static ConsumptionJson of(ConsumptionReport report) {
        return new ConsumptionJson(
                report.meter().deviceId(),
                report.meter().name(),
                report.zone().getId(),
                report.resolution().name().toLowerCase(Locale.ROOT),
                report.buckets().stream().map(BucketJson::of).toList());
    }
}
