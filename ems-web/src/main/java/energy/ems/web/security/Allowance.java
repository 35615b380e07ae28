package energy.ems.web.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How much of something one user may take: some of it ahead, then so much a second for as long as they go on. Of what is up
 * to whoever takes it. Thread-safe.
 */
final class Allowance {

    private static final int MANY = 1_000;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final long ahead;
    private final double aNano;
    private final LongSupplier clock;

    /**
     * @param owed what was taken and did not come back yet
     * @param at when that was so
     */
    private record Account(double owed, long at) {}

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /**
     * @param ahead how much may be taken at once
     * @param aSecond how much comes back each second
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Allowance(long ahead, double aSecond, LongSupplier clock) {
        this.ahead = ahead;
        this.aNano = aSecond / NANOS;
        this.clock = clock;
    }

    /** How long it takes until there is some for this user again; zero when there is. */
    Duration until(String who) {
        Account account = accounts.get(who);
        double excess = account == null ? 0 : owed(account, clock.getAsLong()) - ahead;
        return excess <= 0 ? Duration.ZERO : Duration.ofNanos((long) (excess / aNano));
    }

    void take(String who, long amount) {
        long now = clock.getAsLong();
        accounts.merge(
                who, new Account(amount, now), (known, taken) -> new Account(owed(known, now) + taken.owed(), now));
        if (accounts.size() > MANY) {
            accounts.values().removeIf(account -> owed(account, now) == 0);
        }
    }

    int remembered() {
        return accounts.size();
    }

    private double owed(Account account, long now) {
        return Math.max(0, account.owed() - (now - account.at()) * aNano);
    }
}
