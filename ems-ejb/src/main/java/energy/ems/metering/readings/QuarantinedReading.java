package energy.ems.metering.readings;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.Plausibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;

/**
 * A reading that is not believed and waits for a person's decision.
 *
 * @param value as it was sent, in the meter's unit; text, because it may be beyond any number that can be calculated with
 * @param interval the length that the meter has stated of its interval; null for the device's
 * @param before what is stored next before it, ascending
 * @param after what is stored next after it, ascending
 */
public record QuarantinedReading(
        long id,
        String deviceId,
        String deviceName,
        Instant takenAt,
        String value,
        Duration interval,
        Plausibility.Reason reason,
        Instant receivedAt,
        List<Neighbour> before,
        List<Neighbour> after) {

    /** @param value in the meter's unit */
    public record Neighbour(Instant takenAt, BigDecimal value) {}

    /** What is stored before it, in the meter's unit; null for nothing. */
    public BigDecimal valueBefore() {
        return before.isEmpty() ? null : before.get(before.size() - 1).value();
    }

    /** What is stored after it, in the meter's unit; null for nothing. */
    public BigDecimal valueAfter() {
        return after.isEmpty() ? null : after.get(0).value();
    }

    QuarantinedReading beside(StoredReadings.Around stored) {
        return new QuarantinedReading(
                id,
                deviceId,
                deviceName,
                takenAt,
                value,
                interval,
                reason,
                receivedAt,
                neighbours(stored.before()),
                neighbours(stored.after()));
    }

    private static List<Neighbour> neighbours(NavigableMap<Instant, Amount> readings) {
        return readings.entrySet().stream()
                .map(each -> new Neighbour(
                        each.getKey(), Plausibility.plain(each.getValue().value())))
                .toList();
    }
}
