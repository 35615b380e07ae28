package energy.ems.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a measurement is due: simulated time runs {@code speed} times as fast as the clock. */
final class Pace {

    private final Run run;
    private final Instant anchor;
    private final Clock clock;
    private final Stop stop;

    /** @param anchor when the first measurement was due; after a pause, what was missed is due at once */
    Pace(Run run, Instant anchor, Clock clock, Stop stop) {
        this.run = run;
        this.anchor = anchor;
        this.clock = clock;
        this.stop = stop;
    }

    /** Waits until the step is due; false when told to stop. */
    boolean await(long step) {
        if (run.settings().speed == 0) {
            return true;
        }
        // A clock may be set back and forth; waiting in short pieces follows it.
        for (Duration wait = untilDue(step); wait.toNanos() > 0; wait = untilDue(step)) {
            Duration piece = wait.compareTo(Duration.ofSeconds(30)) > 0 ? Duration.ofSeconds(30) : wait;
            if (stop.within(piece)) {
                return false;
            }
        }
        return true;
    }

    private Duration untilDue(long step) {
        return Duration.between(clock.instant(), due(step));
    }

    Instant due(long step) {
        Settings settings = run.settings();
        Instant from = settings.catchUp ? anchor : run.start();
        Duration measured = Duration.between(from, run.instant(step));
        return anchor.plusNanos((long) (measured.toMillis() * 1e6 / settings.speed));
    }
}
