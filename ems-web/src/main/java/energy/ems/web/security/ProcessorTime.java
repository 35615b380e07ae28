package energy.ems.web.security;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How much of the processors' time the requests of one user may take: some of it ahead, then a share of one processor for
 * as long as they go on. What a request costs is not guessed from its address but measured when it is over. Thread-safe.
 * Public for {@code portal.frame}.
 */
public final class ProcessorTime {

    private static final int MANY = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long ahead;
    private final double share;
    private final LongSupplier clock;

    /**
     * @param owed nanoseconds of processor time that were not worked off yet
     * @param at when that was so
     */
    private record Account(long owed, long at) {}

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /**
     * @param ahead how much may be taken at once
     * @param share how much of a second of processor time comes back each second
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public ProcessorTime(Duration ahead, double share, LongSupplier clock) {
        this.ahead = ahead.toNanos();
        this.share = share;
        this.clock = clock;
    }

    /** How long it takes until there is some for this user again; zero when there is. */
    public Duration until(String who) {
        Account account = accounts.get(who);
        long excess = account == null ? 0 : owed(account, clock.getAsLong()) - ahead;
        return excess <= 0 ? Duration.ZERO : Duration.ofNanos((long) (excess / share));
    }

    /** @param nanos what a request has taken */
    public void take(String who, long nanos) {
        long now = clock.getAsLong();
        accounts.merge(
                who, new Account(nanos, now), (known, taken) -> new Account(owed(known, now) + taken.owed(), now));
        if (accounts.size() > MANY) {
            accounts.values().removeIf(account -> owed(account, now) == 0);
        }
    }

    int remembered() {
        return accounts.size();
    }

    private long owed(Account account, long now) {
        return Math.max(0, account.owed() - (long) ((now - account.at()) * share));
    }

    /** What the current thread has had of the processors, in nanoseconds; on a machine that cannot tell, the time. */
    public static long ofThisThread() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
