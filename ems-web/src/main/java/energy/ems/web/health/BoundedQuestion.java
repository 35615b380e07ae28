package energy.ems.web.health;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to the database whose answer somebody waits for no longer than a moment. A database that vanished without a
 * word is told of only when a connection's own limit is over, half a minute later. At most one question is under way,
 * however many ask; who comes meanwhile shares its answer. Thread-safe.
 *
 * <p>BEWARE: on a thread of its own and not on one of the container, because those take over what the asking thread
 * belongs to. That is here a web module of Payara's, which is not deployed as applications are, and the container
 * refuses to work for it. The thread ends with its question, which has an end of its own.
 */
final class BoundedQuestion<T> {

    private static final Logger LOG = System.getLogger(BoundedQuestion.class.getName());

    private final Callable<T> question;
    private final Duration patience;
    private FutureTask<T> underWay;

    BoundedQuestion(Callable<T> question, Duration patience) {
        this.question = question;
        this.patience = patience;
    }

    /** @return empty when there is no answer in time, or none at all */
    Optional<T> ask() {
        try {
            return Optional.of(begin().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            // The reason may name hosts and users: it goes to the log, not to whoever asks.
            LOG.log(Level.DEBUG, "the database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized FutureTask<T> begin() {
        if (underWay == null || underWay.isDone()) {
            underWay = new FutureTask<>(question);
            Thread thread = new Thread(underWay, "question to the database");
            thread.setDaemon(true);
            thread.setContextClassLoader(BoundedQuestion.class.getClassLoader());
            thread.start();
        }
        return underWay;
    }
}
