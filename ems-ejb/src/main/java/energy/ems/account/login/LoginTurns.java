package energy.ems.account.login;

import energy.ems.boundary.ThrottledException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets whoever logs in many times at once as one user from one address wait for themselves and not for everybody: one
 * at a time, some in the queue, the rest sent away. Safe for use by several threads.
 *
 * <p>BEWARE: the order is turn, then {@link energy.ems.account.password.Passwords#limited the permit to hash}, given
 * back, then the account's row. Whoever held the permit and waited for a row would hold up everybody else.
 */
@ApplicationScoped
class LoginTurns {

    private static final int LONGEST_QUEUE = 12;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private record Key(String user, String address) {}

    /** @param present how many are at work or wait */
    private record Turn(Semaphore one, int present) {}

    private final Map<Key, Turn> turns = new ConcurrentHashMap<>();

    /** @throws ThrottledException when too many are waiting already */
    <T> T inTurn(String user, String address, Supplier<T> work) {
        Key key = new Key(user, address);
        Turn turn = turns.compute(
                key,
                (same, known) -> known == null
                        ? new Turn(new Semaphore(1, true), 1)
                        : new Turn(known.one(), known.present() + 1));
        try {
            if (turn.present() > LONGEST_QUEUE + 1 || !acquired(turn.one())) {
                throw new ThrottledException(RETRY_AFTER);
            }
            try {
                return work.get();
            } finally {
                turn.one().release();
            }
        } finally {
            turns.computeIfPresent(
                    key, (same, known) -> known.present() == 1 ? null : new Turn(known.one(), known.present() - 1));
        }
    }

    private static boolean acquired(Semaphore one) {
        try {
            return one.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
