package energy.ems.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * Who fell silent together: those that were heard last within one interval of each other. A network that fails takes
 * the meters of one rhythm away over a whole interval, however often somebody looks.
 */
final class FallenTogether {

    private final long[] lastHeard;

    /** @param lastHeard of all that owe a reading, those that are not silent yet included */
    FallenTogether(Collection<Instant> lastHeard) {
        this.lastHeard =
                lastHeard.stream().mapToLong(Instant::toEpochMilli).sorted().toArray();
    }

    /** Whether so many of them, with the one that was heard last at that moment, lie in a stretch of one interval. */
    boolean areAtLeast(long many, Instant heard, Duration interval) {
        long from = heard.minus(interval).toEpochMilli();
        int first = Arrays.binarySearch(lastHeard, from);
        for (int start = first < 0 ? -first - 1 : first;
                start + many <= lastHeard.length && lastHeard[start] <= heard.toEpochMilli();
                start++) {
            if (lastHeard[(int) (start + many - 1)] <= lastHeard[start] + interval.toMillis()) {
                return true;
            }
        }
        return false;
    }
}
