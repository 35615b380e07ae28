package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where interval values belong: those of more than an hour are shared out by time. The clocks of meters jitter: an interval of which at least 90 % lies in
 * one hour belongs to that hour whole, on whichever side the seconds hang over; the same for a quarter of an hour. Any
 * other is shared out by time.
 *
 * <p>Two intervals that fill an hour (or a quarter) never take the same: the one that lies in it for longer does, and the
 * other is shared out. Of which a person has ruled that it belongs where its stamp has it ({@link Ruling#REAL}), that one
 * lies there whole, and takes nobody's place.
 */
final class IntervalSlots {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final long PERCENT_THAT_BELONG = 90;

    private final MeterSettings settings;
    private final Rulings rulings;

    IntervalSlots(MeterSettings settings, Rulings rulings) {
        this.settings = settings;
        this.rulings = rulings;
    }

    /**
     * A value and where it is booked.
     *
     * @param start where its energy begins; what hangs over is cut off
     * @param whole whether all of it lies in the quarter of its start
     * @param outOfPlace whether another reading took its place
     */
    record Placed(Reading reading, Instant start, Instant end, boolean whole, boolean outOfPlace) {}

    /** @param readings ascending */
    List<Placed> place(List<Reading> readings) {
        Map<Instant, Reading> hours = holders(readings, HOUR);
        Map<Instant, Reading> quarters = holders(readings, QUARTER);
        List<Placed> placed = new ArrayList<>();
        for (Reading reading : readings) {
            placed.add(place(reading, hours, quarters));
        }
        return placed;
    }

    private Placed place(Reading reading, Map<Instant, Reading> hours, Map<Instant, Reading> quarters) {
        Instant start = settings.startOf(reading);
        Instant end = start.plus(settings.lengthOf(reading));
        Instant hour = slot(reading, HOUR);
        Instant quarter = slot(reading, QUARTER);
        boolean lostHour = settings.lengthOf(reading).equals(HOUR) && isLost(hour, hours, reading);
        boolean lostQuarter = settings.lengthOf(reading).equals(QUARTER) && isLost(quarter, quarters, reading);
        boolean outOfPlace = lostHour || lostQuarter;
        if (quarter != null && !outOfPlace) {
            return new Placed(reading, quarter, quarter.plus(QUARTER), true, false);
        }
        if (hour != null && !lostHour) {
            Instant hourEnd = hour.plus(HOUR);
            return new Placed(
                    reading,
                    start.isBefore(hour) ? hour : start,
                    end.isAfter(hourEnd) ? hourEnd : end,
                    false,
                    outOfPlace);
        }
        return new Placed(reading, start, end, false, outOfPlace);
    }

    /** The hour or quarter that the reading's interval belongs to, or null; of more than an hour none does. */
    Instant slot(Reading reading, Duration length) {
        long interval = settings.lengthOf(reading).toMillis();
        if (interval > HOUR.toMillis()) {
            return null;
        }
        long middle = settings.startOf(reading).toEpochMilli() + interval / 2;
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(middle, length.toMillis()) * length.toMillis());
        return 100 * inside(reading, slot, length) >= PERCENT_THAT_BELONG * interval ? slot : null;
    }

    private long inside(Reading reading, Instant slot, Duration length) {
        Instant start = settings.startOf(reading);
        long from = Math.max(start.toEpochMilli(), slot.toEpochMilli());
        long to = Math.min(
                start.plus(settings.lengthOf(reading)).toEpochMilli(),
                slot.plus(length).toEpochMilli());
        return to - from;
    }

    private boolean isLost(Instant slot, Map<Instant, Reading> holders, Reading reading) {
        return slot != null && holders.get(slot) != reading && !rulings.haveItsPlace(reading.at());
    }

    /** Who takes each hour or quarter of those that leave no room for another. */
    private Map<Instant, Reading> holders(List<Reading> readings, Duration length) {
        Map<Instant, Reading> holders = new HashMap<>();
        for (Reading reading : readings) {
            Instant slot = settings.lengthOf(reading).equals(length) ? slot(reading, length) : null;
            if (slot != null && !rulings.haveItsPlace(reading.at())) {
                holders.merge(
                        slot,
                        reading,
                        (one, other) -> inside(other, slot, length) > inside(one, slot, length) ? other : one);
            }
        }
        return holders;
    }
}
