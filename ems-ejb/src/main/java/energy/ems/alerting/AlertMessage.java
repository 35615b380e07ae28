package energy.ems.alerting;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One change of an alert, as it is sent to browsers and other systems; as a CDI event, on every node.
 *
 * @param owner who may see it besides those who see all, or null; not sent to browsers
 * @param sequence grows with every change, without gaps, in the order of commits
 * @see AlertJson
 */
public record AlertMessage(
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
        long sequence,
        AlertReason reason) {}
