package energy.ems.platform;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Background work of tests: on their threads, and with short pauses. */
public final class TestWorks extends BackgroundWorks {

    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final ScheduledExecutorService threads;

    public TestWorks(ScheduledExecutorService threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    void run(Runnable work, Duration delay) {
        threads.schedule(work, Math.min(delay.toMillis(), LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    }
}
