package energy.ems.web.api.consumption;

import energy.ems.metering.PlaceReport;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.place.PlaceSum;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** What a place and everything below it has used and produced. What is unknown is null, never 0. */
public record PlaceConsumptionJson(
        String place,
        String zone,
        String resolution,
        BigDecimal consumptionKwh,
        BigDecimal productionKwh,
        BigDecimal balanceKwh,
        BigDecimal unexplainedKwh,
        HoursJson quality,
        List<BucketJson> buckets,
        List<PartJson> parts) {

    /** How many of the hours of all devices are known how. */
    public record HoursJson(long deviceHours, long measured, long estimated, long missing) {

        static HoursJson of(DeviceHours hours) {
            return new HoursJson(hours.all(), hours.measured(), hours.estimated(), hours.missing());
        }
    }

    /** An hour, day or month. */
    public record BucketJson(
            OffsetDateTime start,
            OffsetDateTime end,
            BigDecimal consumptionKwh,
            BigDecimal productionKwh,
            BigDecimal balanceKwh,
            BigDecimal unexplainedKwh,
            HoursJson quality) {

        static BucketJson of(PlaceReport.PlaceBucket bucket) {
            Flow flow = bucket.sum().total();
            return new BucketJson(
                    bucket.start().toOffsetDateTime(),
                    bucket.end().toOffsetDateTime(),
                    consumption(flow),
                    production(flow),
                    balance(flow),
                    unexplained(bucket.sum()),
                    HoursJson.of(bucket.sum().hours()));
        }
    }

    /** A place right below, which stands for all that is in it, or a device that stands right here. */
    public record PartJson(
            String kind,
            String place,
            String deviceId,
            String name,
            BigDecimal consumptionKwh,
            BigDecimal productionKwh,
            BigDecimal balanceKwh,
            HoursJson quality) {

        static PartJson of(PlaceSum part) {
            return new PartJson(
                    part.isPlace() ? "PLACE" : "DEVICE",
                    part.path(),
                    part.deviceId(),
                    part.name(),
                    consumption(part.total()),
                    production(part.total()),
                    balance(part.total()),
                    HoursJson.of(part.hours()));
        }
    }

    static PlaceConsumptionJson of(PlaceReport report) {
        PlaceSum sum = report.sum();
        return new PlaceConsumptionJson(
                sum.path(),
                report.zone().getId(),
                report.resolution().name().toLowerCase(Locale.ROOT),
                consumption(sum.total()),
                production(sum.total()),
                balance(sum.total()),
                unexplained(sum),
                HoursJson.of(sum.hours()),
                report.buckets().stream().map(BucketJson::of).toList(),
                sum.parts().stream().map(PartJson::of).toList());
    }

    private static BigDecimal consumption(Flow flow) {
        return flow == null ? null : plain(flow.consumptionKwh());
    }

    private static BigDecimal production(Flow flow) {
        return flow == null ? null : plain(flow.productionKwh());
    }

    private static BigDecimal balance(Flow flow) {
        return flow == null ? null : plain(flow.balanceKwh());
    }

    private static BigDecimal unexplained(PlaceSum sum) {
        return sum.unexplainedKwh() == null ? null : plain(sum.unexplainedKwh());
    }

    private static BigDecimal plain(BigDecimal kwh) {
        BigDecimal stripped = kwh.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
