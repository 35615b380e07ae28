package energy.ems.web.portal.consumption;

import energy.ems.metering.Bucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The load duration curve of a period: its hours in the order of their energy, most first, so that each point says for how
 * many hours at least so much was used. Hours that are not known, or known in part, and the running one have no place in
 * it.
 */
final class LoadCurve {

    private final List<BigDecimal> descending;

    LoadCurve(List<Bucket> hours, Instant now) {
        descending = hours.stream()
                .filter(hour -> WeekProfile.isWhole(hour, now))
                .map(Bucket::energyKwh)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** A point of the curve. @param hours in how many hours at least this energy was used */
    record Point(int hours, BigDecimal energyKwh) {}

    /** How many hours are known as a whole. */
    int hours() {
        return descending.size();
    }

    /** What was used in at least that many hours; null where fewer are known. */
    BigDecimal atLeast(int hours) {
        return hours < 1 || hours > descending.size() ? null : descending.get(hours - 1);
    }

    /**
     * The curve, with the same numbers of hours for every curve of as many hours: the first hours each by itself, because
     * peaks are what it is read for, the rest evenly, and the last.
     *
     * @param of how many hours the longest curve beside it has
     * @param most how many points about
     */
    static List<Integer> places(int of, int most) {
        List<Integer> places = new ArrayList<>();
        int single = Math.min(of, most / 4);
        for (int i = 1; i <= single; i++) {
            places.add(i);
        }
        int step = Math.max(1, (of - single) / (most - single));
        for (int i = single + step; i < of; i += step) {
            places.add(i);
        }
        if (of > single) {
            places.add(of);
        }
        return places;
    }
}
