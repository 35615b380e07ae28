package energy.ems.account.password;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many hash at a time. The others wait, not in the order in which they came but of their suspicion: whoever guesses
 * passwords fills the queue, and would keep everybody else waiting behind them. When there is no room left, the most
 * suspicious is sent away. Thread-safe.
 */
final class HashingTurns {

    private final int mostWaiting;
    private final Duration patience;

    /** @param called with true for a turn, with false when there is no room any more */
    private record Waiting(int suspicion, long arrival, CompletableFuture<Boolean> called) {}

    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparingInt(Waiting::suspicion).thenComparingLong(Waiting::arrival));
    private int free;
    private long arrivals;

    /**
     * @param atOnce how many turns there are
     * @param mostWaiting how many wait for one, a thread each
     * @param patience how long somebody waits
     */
    HashingTurns(int atOnce, int mostWaiting, Duration patience) {
        this.free = atOnce;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /**
     * Whether a turn came within that time; to be given back then.
     *
     * @param suspicion the less, the sooner
     */
    boolean take(int suspicion) {
        Waiting self;
        synchronized (this) {
            if (free > 0) {
                free--;
                return true;
            }
            self = new Waiting(suspicion, arrivals++, new CompletableFuture<>());
            waiting.add(self);
            if (waiting.size() > mostWaiting) {
                waiting.pollLast().called().complete(false);
            }
        }
        return isCalled(self);
    }

    private boolean isCalled(Waiting self) {
        try {
            return self.called().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException tooLong) {
            return wasCalledMeanwhile(self);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (wasCalledMeanwhile(self)) {
                giveBack();
            }
            return false;
        }
    }

    private synchronized boolean wasCalledMeanwhile(Waiting self) {
        return !waiting.remove(self) && self.called().getNow(false);
    }

    synchronized void giveBack() {
        Waiting next = waiting.pollFirst();
        if (next == null) {
            free++;
        } else {
            next.called().complete(true);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized boolean isBusy() {
        return free == 0;
    }
}
