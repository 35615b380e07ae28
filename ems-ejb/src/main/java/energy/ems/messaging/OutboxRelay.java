package energy.ems.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Empties the outbox as soon as a transaction has filled it, so that an alert leaves within milliseconds of its commit.
 * At most one thread of a node works at it; pauses grow while the broker is away. Safe for use by several threads.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Resource
    ManagedExecutorService managedExecutor;

    @Inject
    OutboxDrain drain;

    @Inject
    Clock clock;

    private final AtomicInteger requests = new AtomicInteger();
    private volatile Duration pause = Duration.ZERO;
    private volatile Instant resumeAt = Instant.MIN;

    void filled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxFilled event) {
        nudge();
    }

    /** Says that there may be something to send. Returns at once. */
    public void nudge() {
        if (requests.getAndIncrement() == 0) {
            try {
                executor().execute(this::work);
            } catch (RuntimeException e) {
                // BEWARE: without the reset a single refusal (as at shutdown) would silence the relay for good.
                requests.set(0);
                LOG.log(Level.DEBUG, "The relay was refused a thread", e);
            }
        }
    }

    /** Whether the broker took everything at the last attempt. */
    public boolean brokerReachable() {
        return pause.isZero();
    }

    Executor executor() {
        return managedExecutor;
    }

    private void work() {
        int seen;
        do {
            seen = requests.get();
            drain();
        } while (!requests.compareAndSet(seen, 0));
    }

    private void drain() {
        if (clock.instant().isBefore(resumeAt)) {
            return;
        }
        try {
            while (drain.sendBatch() == OutboxDrain.BATCH) {
                // until nothing more is due
            }
            if (!pause.isZero()) {
                LOG.log(Level.INFO, "Messages leave again");
            }
            pause = Duration.ZERO;
        } catch (RuntimeException e) {
            pauseAfter(e);
        }
    }

    private void pauseAfter(RuntimeException failure) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        Level level = pause.isZero() ? Level.WARNING : Level.DEBUG;
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        resumeAt = clock.instant().plus(pause);
        LOG.log(level, "Messages wait in the outbox: " + rootCause(failure));
        LOG.log(Level.DEBUG, "Next attempt at " + resumeAt, failure);
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
