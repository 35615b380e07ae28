package energy.ems.web.api.alerts;

import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertReason;
import energy.ems.alerting.AlertState;
import energy.ems.alerting.AlertView;
import java.math.BigDecimal;
import java.time.Instant;

/** An alert as it stands: what the WebSocket sends, and what has become of it since. */
public record AlertJson(
        long id,
        AlertKind kind,
        AlertState state,
        String deviceId,
        String deviceName,
        String owner,
        Instant hourStart,
        Instant lastHourStart,
        Integer hours,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        boolean history,
        Instant raisedAt,
        Instant changedAt,
        long sequence,
        AlertReason reason,
        Instant acknowledgedAt,
        String acknowledgedBy,
        String assignedTo,
        int comments,
        Instant snoozedUntil) {

    static AlertJson of(AlertView alert) {
        return new AlertJson(
                alert.id(),
                alert.kind(),
                alert.state(),
                alert.deviceId(),
                alert.deviceName(),
                alert.owner(),
                alert.hourStart(),
                alert.lastHourStart(),
                alert.hours(),
                alert.energyKwh(),
                alert.limitKwh(),
                alert.history(),
                alert.raisedAt(),
                alert.changedAt(),
                alert.sequence(),
                alert.reason(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                alert.assignedTo(),
                alert.comments(),
                alert.snoozedUntil());
    }
}
