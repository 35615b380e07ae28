package energy.ems.web.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many things of one user are at work at a time; the others of that user wait a moment, in order. Thread-safe. */
final class Turns {

    private final int atOnce;
    private final Duration patience;

    /** @param present how many are at work or wait */
    private record Queue(Semaphore free, int present) {}

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** @param patience how long somebody waits, a thread each */
    Turns(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /** Whether a turn came within that time; to be given back then. */
    boolean take(String who) {
        Queue queue = queues.compute(
                who,
                (same, known) -> known == null
                        ? new Queue(new Semaphore(atOnce, true), 1)
                        : new Queue(known.free(), known.present() + 1));
        try {
            if (queue.free().tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave(who);
        return false;
    }

    void giveBack(String who) {
        queues.get(who).free().release();
        leave(who);
    }

    private void leave(String who) {
        queues.computeIfPresent(
                who, (same, known) -> known.present() == 1 ? null : new Queue(known.free(), known.present() - 1));
    }

    boolean areAllBack() {
        return queues.isEmpty();
    }
}
