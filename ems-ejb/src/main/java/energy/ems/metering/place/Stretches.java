package energy.ems.metering.place;

import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.UtcHour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The stretches of UTC hours of which sums are asked for, so that each lies in one period and in one direction of every
 * device. An hour that the zone's calendar cuts in two is a stretch of its own: its quarters tell what belongs where.
 */
public final class Stretches {

    private final List<Period> periods;
    private final List<Instant> periodStarts;
    private final List<Instant> starts;

    /**
     * @param periods consecutive, at least one
     * @param changes when a device's energy flows another way from then on
     */
    public Stretches(List<Period> periods, Collection<Instant> changes) {
        this.periods = List.copyOf(periods);
        this.periodStarts =
                periods.stream().map(period -> period.start().toInstant()).toList();
        TreeSet<Instant> all = new TreeSet<>();
        periodStarts.forEach(boundary -> cut(all, boundary));
        cut(all, end());
        changes.stream()
                .map(UtcHour::atOrAfter)
                .filter(change -> change.isAfter(all.first()) && change.isBefore(to()))
                .forEach(all::add);
        all.remove(to());
        this.starts = List.copyOf(all);
    }

    private static void cut(TreeSet<Instant> all, Instant boundary) {
        all.add(UtcHour.of(boundary));
        all.add(UtcHour.atOrAfter(boundary));
    }

    private Instant end() {
        return periods.get(periods.size() - 1).end().toInstant();
    }

    public List<Period> periods() {
        return periods;
    }

    /** When they begin, ascending; each is a start of a UTC hour, and ends where the next one begins. */
    public List<Instant> starts() {
        return starts;
    }

    /** When the last one ends. */
    public Instant to() {
        return UtcHour.atOrAfter(end());
    }

    /** Whether an hour is cut in two by the calendar. */
    public boolean needQuarters() {
        return starts.stream().anyMatch(this::isCut);
    }

    boolean isCut(Instant hour) {
        Instant after = UtcHour.after(hour);
        int next = indexAtOrBefore(hour) + 1;
        Instant boundary = next < periodStarts.size() ? periodStarts.get(next) : end();
        return boundary.isAfter(hour) && boundary.isBefore(after);
    }

    /** The period that holds the instant; −1 for none. */
    int periodAt(Instant instant) {
        return instant.isBefore(end()) ? indexAtOrBefore(instant) : -1;
    }

    /** The last period that has begun by then; −1 for none. */
    private int indexAtOrBefore(Instant instant) {
        int low = 0;
        int high = periodStarts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (periodStarts.get(middle).isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    /** How many UTC hours begin in each period, from one instant on and before another. */
    List<Long> hours(Instant from, Instant until) {
        List<Long> hours = new ArrayList<>();
        for (Period period : periods) {
            Instant start = later(period.start().toInstant(), from);
            Instant end =
                    period.end().toInstant().isBefore(until) ? period.end().toInstant() : until;
            hours.add(start.isBefore(end) ? hourOf(end) - hourOf(start) : 0);
        }
        return hours;
    }

    private static long hourOf(Instant instant) {
        return UtcHour.atOrAfter(instant).getEpochSecond() / 3600;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
