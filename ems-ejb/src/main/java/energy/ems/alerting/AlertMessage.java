package energy.ems.alerting;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One change of an alert, as it is sent to browsers and other systems; as a CDI event, on every node.
 *
 * @param owner who may see it besides those who see all, or null; not sent to browsers
 * @param lastHourStart of a sum of many hours, of which {@code hourStart} is the first; otherwise null
 * @param hours how many of them; null when it is no sum
 * @param history whether it is about the past and waits for nobody
 * @param sequence grows with every change, without gaps, in the order of commits
 * @param snoozedUntil until when nobody wants to be told of its device and kind, as it stood when this was read; else null
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
        Instant lastHourStart,
        Integer hours,
        BigDecimal energyKwh,
        BigDecimal limitKwh,
        boolean history,
        Instant raisedAt,
        long sequence,
        AlertReason reason,
        Instant snoozedUntil) {

    AlertMessage snoozed(Instant until) {
        return new AlertMessage(
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
                sequence,
                reason,
                until);
    }

    /** Whether it is kept quiet now: stored and shown, but nobody is called for it. */
    public boolean isSnoozed(Instant now) {
        return snoozedUntil != null && now.isBefore(snoozedUntil);
    }
}
