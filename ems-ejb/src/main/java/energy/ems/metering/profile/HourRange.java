package energy.ems.metering.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Whole UTC hours, {@code [from, to)}. */
record HourRange(Instant from, Instant to) {

    /** The same hours in ranges that are ascending and apart from each other. */
    static List<HourRange> joined(Collection<HourRange> ranges) {
        List<HourRange> joined = new ArrayList<>();
        for (HourRange range :
                ranges.stream().sorted(Comparator.comparing(HourRange::from)).toList()) {
            HourRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.to.isBefore(range.from)) {
                joined.add(range);
            } else if (range.to.isAfter(last.to)) {
                joined.set(joined.size() - 1, new HourRange(last.from, range.to));
            }
        }
        return joined;
    }
}
