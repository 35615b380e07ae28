package energy.ems.web.health;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A question to the database whose answer somebody waits for no longer than a moment. A database that vanished without a
 * word is told of only when a connection's own limit is over, half a minute later. At most one question is under way,
 * however many ask; who comes meanwhile shares its answer. Thread-safe.
 */
final class BoundedQuestion<T> {

    private static final Logger LOG = System.getLogger(BoundedQuestion.class.getName());

    private final Function<Callable<T>, Future<T>> threads;
    private final Callable<T> question;
    private final Duration patience;
    private Future<T> underWay;

    BoundedQuestion(Function<Callable<T>, Future<T>> threads, Callable<T> question, Duration patience) {
        this.threads = threads;
        this.question = question;
        this.patience = patience;
    }

    /** @return empty when there is no answer in time, or none at all */
    Optional<T> ask() {
        try {
            return Optional.of(begin().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | RejectedExecutionException | ExecutionException e) {
            // The reason may name hosts and users: it goes to the log, not to whoever asks.
            LOG.log(Level.DEBUG, "the database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized Future<T> begin() {
        if (underWay == null || underWay.isDone()) {
            underWay = threads.apply(question);
        }
        return underWay;
    }
}
