package energy.ems.alerting;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An alert as it stands.
 *
 * @param deviceId null when it is about many devices
 * @param owner whose the device was in that hour, or null
 * @param hourStart the hour that it is about, or the first of many; for a silent device, the hour of its last reading
 * @param lastHourStart the last of many hours; null when it is not about many
 * @param hours how many of them still stand; null when it is not about many
 * @param energyKwh of the hour by now; null where energy is not the matter
 * @param limitKwh in force in that hour; null where no limit is the matter
 * @param history whether it was noticed more than a day after its hour, or all of its hours, had ended
 * @param raisedAt when it was raised first
 * @param changedAt of its present state
 * @param sequence of its latest change
 * @param assignedTo the user who sees to it, or null
 * @param comments how many people have made since it belongs to its owner
 * @param snoozedUntil until when nobody is told of its device and kind; null when people are
 */
public record AlertView(
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

    AlertView snoozed(Instant until) {
        return new AlertView(
                id,
                kind,
                state,
                deviceId,
                deviceName,
                owner,
                hourStart,
                lastHourStart,
                hours,
                energyKwh,
                limitKwh,
                history,
                raisedAt,
                changedAt,
                sequence,
                reason,
                acknowledgedAt,
                acknowledgedBy,
                assignedTo,
                comments,
                until);
    }
}
