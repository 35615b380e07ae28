package energy.ems.audit;

import energy.ems.platform.BoundedMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Says which of many like events are worth a line of the log: the first, the tenth, the hundredth and so on, so that an
 * attack shows in full size and fills nothing. Forgets what has been quiet for an hour. Kept in memory for each node. Safe
 * for use by several threads.
 */
@ApplicationScoped
class Repetitions {

    private static final int MOST_ENTRIES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private record Key(AuditAction action, String who) {}

    private record Counted(int times, Instant last) {}

    @Inject
    Clock clock;

    private final Map<Key, Counted> counted = new BoundedMap<>(MOST_ENTRIES);

    /** How often it has happened by now, when that is worth a line. */
    synchronized OptionalInt noteworthy(AuditAction action, String who) {
        Instant now = clock.instant();
        int times = counted.merge(
                        new Key(action, who),
                        new Counted(1, now),
                        (former, one) -> former.last().plus(FORGOTTEN_AFTER).isBefore(now)
                                ? one
                                : new Counted(former.times() + 1, now))
                .times();
        return isPowerOfTen(times) ? OptionalInt.of(times) : OptionalInt.empty();
    }

    private static boolean isPowerOfTen(int number) {
        int rest = number;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }
}
