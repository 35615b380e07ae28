package energy.ems.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Work that goes on behind the scenes, in rounds: each nudge is followed by at least one whole round that begins after
 * it, at most one thread of a node works at a time, and whatever a round throws, there is a next one. After failures the
 * pauses grow, and nudges wait until the pause is over. Thread-safe.
 */
public final class BackgroundWork {

    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A failure that lasts is told of again this often, in sum. */
    static final Duration REMINDER = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(BackgroundWork.class.getName());

    /** One look at what there is to do; it does all of it. */
    @FunctionalInterface
    public interface Round {
        void run();
    }

    /** Where the rounds run. */
    @FunctionalInterface
    interface Threads {

        /** @throws RuntimeException when there is no thread, as at shutdown */
        void run(Runnable work, Duration delay);
    }

    /**
     * How it goes.
     *
     * @param lastSuccess the end of the last round that went well; null before the first
     * @param failingSince the first failure after the last success; null while all is well
     * @param failuresInARow how many rounds failed since the last success
     * @param failures how many rounds failed since the server's start
     */
    public record Report(String name, Instant lastSuccess, Instant failingSince, long failuresInARow, long failures) {

        public boolean isFailing() {
            return failingSince != null;
        }
    }

    private enum State {
        /** Nothing to do. */
        IDLE,
        /** A round runs, or a thread for it is on its way. */
        WORKING,
        /** As before, and there was another nudge since the round began. */
        WORKING_NUDGED,
        /** The last round failed; the next begins by itself. */
        PAUSING
    }

    private final Threads threads;
    private final Clock clock;
    private final Round round;

    private State state = State.IDLE;
    private Duration pause = Duration.ZERO;
    private Instant remindedAt;
    private Report report;

    BackgroundWork(String name, Threads threads, Clock clock, Round round) {
        this.threads = threads;
        this.clock = clock;
        this.round = round;
        this.report = new Report(name, null, null, 0, 0);
    }

    /** Says that there may be something to do. Returns at once. */
    public synchronized void nudge() {
        if (state == State.IDLE) {
            begin(State.WORKING, Duration.ZERO);
        } else if (state == State.WORKING) {
            state = State.WORKING_NUDGED;
        }
    }

    public synchronized Report report() {
        return report;
    }

    private void begin(State next, Duration delay) {
        state = next;
        try {
            threads.run(this::work, delay);
        } catch (RuntimeException e) {
            // BEWARE: without the reset a single refusal (as at shutdown) would end the work for good.
            state = State.IDLE;
            LOG.log(Level.DEBUG, report.name() + ": no thread now", e);
        }
    }

    private void work() {
        boolean again = true;
        while (again) {
            synchronized (this) {
                state = State.WORKING;
            }
            Throwable failure = attempt();
            again = failure == null ? succeeded() : failed(failure);
        }
    }

    /** BEWARE: errors, too. A thread that ends with one ends without a word, and nobody begins another. */
    private Throwable attempt() {
        try {
            round.run();
            return null;
        } catch (Throwable anything) {
            return anything;
        }
    }

    private synchronized boolean succeeded() {
        if (report.isFailing()) {
            LOG.log(
                    Level.INFO,
                    "{0} goes on; {1} rounds had failed since {2}",
                    report.name(),
                    report.failuresInARow(),
                    report.failingSince());
        }
        pause = Duration.ZERO;
        report = new Report(report.name(), clock.instant(), null, 0, report.failures());
        boolean nudged = state == State.WORKING_NUDGED;
        state = nudged ? State.WORKING : State.IDLE;
        return nudged;
    }

    /** @return never to go on at once */
    private synchronized boolean failed(Throwable failure) {
        Instant now = clock.instant();
        pause = pause.isZero() ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
        report = new Report(
                report.name(),
                report.lastSuccess(),
                report.isFailing() ? report.failingSince() : now,
                report.failuresInARow() + 1,
                report.failures() + 1);
        tell(failure, now);
        begin(State.PAUSING, pause);
        return false;
    }

    private void tell(Throwable failure, Instant now) {
        boolean first = report.failuresInARow() == 1;
        if (first || !now.isBefore(remindedAt.plus(REMINDER))) {
            remindedAt = now;
            LOG.log(
                    Level.WARNING,
                    first
                            ? "{0} waits and tries again: {1}"
                            : "{0} still waits: {2} rounds have failed since {3}, the last with {1}",
                    report.name(),
                    rootCause(failure),
                    report.failuresInARow(),
                    report.failingSince());
        }
        LOG.log(Level.DEBUG, report.name(), failure);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
