package energy.ems.web.health;

import energy.ems.messaging.Outbox;
import energy.ems.platform.Backlog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The outbox in figures, asked of the database at most every few seconds, however many figures are wanted. While it does
 * not answer they stay as they were: a scrape gets the other figures all the same. Thread-safe.
 */
@ApplicationScoped
public class OutboxFigures {

    private static final Logger LOG = System.getLogger(OutboxFigures.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(5);

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    private Instant askedAt = Instant.EPOCH;
    private Backlog backlog = new Backlog(0, null);
    private long setAside;

    public synchronized long waiting() {
        ask();
        return backlog.waiting();
    }

    public synchronized long oldestSeconds() {
        ask();
        return backlog.isEmpty() || backlog.oldest() == null
                ? 0
                : Duration.between(backlog.oldest(), clock.instant()).toSeconds();
    }

    public synchronized long setAside() {
        ask();
        return setAside;
    }

    private void ask() {
        Instant now = clock.instant();
        if (now.isBefore(askedAt.plus(FRESH))) {
            return;
        }
        askedAt = now;
        try {
            backlog = outbox.backlog();
            setAside = outbox.setAside();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The outbox cannot be asked", e);
        }
    }
}
