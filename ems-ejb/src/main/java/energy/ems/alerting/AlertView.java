package energy.ems.alerting;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An alert as it stands.
 *
 * @param deviceId null when it is about many devices
 * @param owner whose the device was in that hour, or null
 * @param hourStart the hour that it is about; for a silent device, the hour of its last reading
 * @param energyKwh of the hour by now; null where energy is not the matter
 * @param limitKwh in force in that hour; null where no limit is the matter
 * @param raisedAt when it was raised first
 * @param changedAt of its present state
 * @param sequence of its latest change
 */
public record AlertView(
        long id,
        AlertKind kind,
        AlertState state,
        String deviceId,
        String deviceName,
        String owner,
        Instant hourStart,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        Instant raisedAt,
        Instant changedAt,
        long sequence,
        AlertReason reason,
        Instant acknowledgedAt,
        String acknowledgedBy) {}
