package energy.ems.web.portal.consumption;

import energy.ems.metering.ReceivedReading;
import energy.ems.web.portal.frame.Csv;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Readings as a file, with nothing left out: what is exported so can be imported again without loss. */
final class ReadingsCsv {

    private ReadingsCsv() {}

    /** @param zone in which the times are written, each with its offset */
    static Csv of(String deviceId, String name, List<ReceivedReading> readings, ZoneId zone) {
        Csv csv = new Csv("device_id", "device", "timestamp", "measurement_value", "unit", "received_at", "interval");
        for (ReceivedReading reading : readings) {
            csv.row(Csv.cells(
                    deviceId,
                    name,
                    local(reading.timestamp(), zone),
                    reading.value(),
                    reading.unit().name(),
                    local(reading.receivedAt(), zone),
                    reading.interval()));
        }
        return csv;
    }

    private static String local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime().toString();
    }
}
