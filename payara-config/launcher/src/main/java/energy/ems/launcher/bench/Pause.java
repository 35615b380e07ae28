package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting, for some time or for something. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
    }

    /** Returns when it is so, asked every so often. */
    static void until(String what, Duration patience, Duration interval, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new Problem("Waited " + patience.toSeconds() + " s in vain for " + what);
            }
            of(interval);
        }
    }
}
