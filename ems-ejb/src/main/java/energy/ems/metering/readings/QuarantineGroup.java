package energy.ems.metering.readings;

import energy.ems.metering.profile.Plausibility.Reason;
import java.time.Instant;

/**
 * The readings of one device that wait for one reason.
 *
 * @param deviceName null when nobody has registered it
 * @param first when the first of them was taken
 * @param last when the last of them was taken
 */
public record QuarantineGroup(
        String deviceId, String deviceName, Reason reason, long readings, Instant first, Instant last) {}
