package energy.ems.metering;

import energy.ems.metering.profile.Resolution;
import java.time.ZoneId;
import java.util.List;

/** A device's consumption, cut into buckets of a zone's calendar. */
public record ConsumptionReport(
        String deviceId, String deviceName, ZoneId zone, Resolution resolution, List<Bucket> buckets) {

    public ConsumptionReport {
        buckets = List.copyOf(buckets);
    }
}
