package energy.ems.web.health;

import energy.ems.messaging.Outbox;
import energy.ems.platform.Backlog;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The outbox in figures, asked of the database at most every few seconds, however many figures are wanted. While it does
 * not answer they stay as they were: a scrape gets the other figures all the same. Thread-safe.
 */
@ApplicationScoped
public class OutboxFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    private BoundedQuestion<Figures> question;
    private Instant askedAt = Instant.EPOCH;
    private Figures figures = new Figures(new Backlog(0, null), 0);

    private record Figures(Backlog backlog, long setAside) {}

    @PostConstruct
    void prepare() {
        question = new BoundedQuestion<>(() -> new Figures(outbox.backlog(), outbox.setAside()), PATIENCE);
    }

    public long waiting() {
        return ask().backlog().waiting();
    }

    public long oldestSeconds() {
        Backlog backlog = ask().backlog();
        return backlog.isEmpty() || backlog.oldest() == null
                ? 0
                : Duration.between(backlog.oldest(), clock.instant()).toSeconds();
    }

    public long setAside() {
        return ask().setAside();
    }

    private synchronized Figures ask() {
        Instant now = clock.instant();
        if (!now.isBefore(askedAt.plus(FRESH))) {
            askedAt = now;
            question.ask().ifPresent(answer -> figures = answer);
        }
        return figures;
    }
}
