package energy.ems.account.password;

import energy.ems.boundary.NetworkAddress;
import energy.ems.platform.BoundedMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Slows down whoever guesses passwords. Failures are counted for a user at an address, for an address and for a user;
 * after some free attempts each further failure doubles the time in which nothing is checked at all.
 *
 * <p>The count for a user alone lasts for at most a minute, and neither it nor the address's count applies where the
 * user is known to have logged in from that address: so nobody can lock another person out for good. Kept in memory for
 * each node; a restart forgives. Safe for use by several threads. Public for whoever checks what can be
 * guessed: {@code account}, {@code account.login}, {@code account.secondfactor} and {@code account.signon}.
 */
@ApplicationScoped
public class LoginThrottle {

    private static final int MOST_ENTRIES = 100_000;
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    /** What failures are counted for. */
    private enum Kind {
        USER_AT_ADDRESS(5, Duration.ofMinutes(15)),
        ADDRESS(30, Duration.ofMinutes(15)),
        USER(20, Duration.ofMinutes(1)),
        TOKENS_AT_ADDRESS(30, Duration.ofMinutes(15));

        private final int freeAttempts;
        private final Duration longestDelay;

        Kind(int freeAttempts, Duration longestDelay) {
            this.freeAttempts = freeAttempts;
            this.longestDelay = longestDelay;
        }
    }

    /** @param address the site it belongs to, so that nobody has as many as an IPv6 network has addresses */
    private record Key(Kind kind, String user, String address) {

        Key {
            address = NetworkAddress.siteOf(address);
        }
    }

    private record Failures(int count, Instant last) {}

    @Inject
    Clock clock;

    private final Map<Key, Failures> failures = new BoundedMap<>(MOST_ENTRIES);

    /** How long that user has to wait at that address, because of failures at that address; zero for not at all. */
    public synchronized Duration delayForPair(String user, String address) {
        return remaining(pair(user, address));
    }

    /** The same because of failures that somebody else may have caused. */
    public synchronized Duration delayForOthers(String user, String address) {
        return longer(delayForAddress(address), remaining(new Key(Kind.USER, user, "")));
    }

    public synchronized Duration delayForAddress(String address) {
        return remaining(new Key(Kind.ADDRESS, "", address));
    }

    /** How often passwords from that address were wrong within the last hour. */
    public synchronized int failuresAt(String address) {
        Failures counted = failures.get(new Key(Kind.ADDRESS, "", address));
        return counted == null || isForgiven(counted, clock.instant()) ? 0 : counted.count();
    }

    public synchronized void failed(String user, String address) {
        count(pair(user, address));
        count(new Key(Kind.ADDRESS, "", address));
        count(new Key(Kind.USER, user, ""));
    }

    /** How long wrong tokens from that address go unanswered. */
    public synchronized Duration delayForTokens(String address) {
        return remaining(new Key(Kind.TOKENS_AT_ADDRESS, "", address));
    }

    /** Counted apart from passwords, so that a program with an old token keeps nobody from logging in. */
    public synchronized void failedToken(String address) {
        count(new Key(Kind.TOKENS_AT_ADDRESS, "", address));
    }

    /** Forgets the failures of that user at that address only: whoever guesses cannot wipe them with an own login. */
    public synchronized void succeeded(String user, String address) {
        failures.remove(pair(user, address));
    }

    private static Key pair(String user, String address) {
        return new Key(Kind.USER_AT_ADDRESS, user, address);
    }

    private void count(Key key) {
        Instant now = clock.instant();
        failures.merge(
                key,
                new Failures(1, now),
                (former, one) -> new Failures(isForgiven(former, now) ? 1 : former.count() + 1, now));
    }

    private Duration remaining(Key key) {
        Failures counted = failures.get(key);
        Instant now = clock.instant();
        if (counted == null || isForgiven(counted, now) || counted.count() < key.kind().freeAttempts) {
            return Duration.ZERO;
        }
        int doublings = Math.min(counted.count() - key.kind().freeAttempts, 20);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        Duration capped = delay.compareTo(key.kind().longestDelay) > 0 ? key.kind().longestDelay : delay;
        Duration left = Duration.between(now, counted.last().plus(capped));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean isForgiven(Failures counted, Instant now) {
        return counted.last().plus(FORGIVEN_AFTER).isBefore(now);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
