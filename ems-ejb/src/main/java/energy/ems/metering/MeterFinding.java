package energy.ems.metering;

import energy.ems.metering.profile.Finding;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the calculation noticed about a device's readings.
 *
 * @param from the first reading that it is about; of a step or a gap, the last one before it
 * @param until the last reading that it is about
 * @param kwh what the first of them showed; of a gap, the energy that was shared out over it
 */
public record MeterFinding(
        String deviceId, String deviceName, Finding.Kind kind, Instant from, Instant until, BigDecimal kwh) {

    static MeterFinding of(String deviceId, String deviceName, Finding finding) {
        return new MeterFinding(deviceId, deviceName, finding.kind(), finding.from(), finding.until(), finding.kwh());
    }
}
