package energy.ems.alerting;

import java.time.Duration;
import java.time.Instant;

/** Tells history from now: nobody can do anything any more about an hour that ended more than a day ago. */
final class History {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NOW = Duration.ofDays(1);

    private History() {}

    /** Whether the hour was history already when something was noticed about it. */
    static boolean isOf(Instant hourStart, Instant noticed) {
        return hourStart.plus(HOUR).plus(NOW).isBefore(noticed);
    }
}
