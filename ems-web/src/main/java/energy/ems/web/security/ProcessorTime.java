package energy.ems.web.security;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much of the processors' time the requests of one user may take: some of it ahead, then a share of one processor for
 * as long as they go on. What a request costs is not guessed from its address but measured when it is over. Thread-safe.
 * Public for {@code portal.frame}.
 */
public final class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Allowance nanos;

    /**
     * @param ahead how much may be taken at once
     * @param share how much of a second of processor time comes back each second
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public ProcessorTime(Duration ahead, double share, LongSupplier clock) {
        nanos = new Allowance(ahead.toNanos(), share * Duration.ofSeconds(1).toNanos(), clock);
    }

    /** How long it takes until there is some for this user again; zero when there is. */
    public Duration until(String who) {
        return nanos.until(who);
    }

    /** @param taken nanoseconds that a request has had */
    public void take(String who, long taken) {
        nanos.take(who, taken);
    }

    int remembered() {
        return nanos.remembered();
    }

    /** What the current thread has had of the processors, in nanoseconds; on a machine that cannot tell, the time. */
    public static long ofThisThread() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
