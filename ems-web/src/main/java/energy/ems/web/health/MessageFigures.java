package energy.ems.web.health;

import energy.ems.notification.Deliveries;
import energy.ems.notification.Deliveries.Figures;
import energy.ems.notification.Dispatch;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The messages outside the portal in figures, asked of the database at most every few seconds. While it does not answer
 * they stay as they were. Thread-safe.
 */
@ApplicationScoped
public class MessageFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Inject
    private Deliveries deliveries;

    @Inject
    private Dispatch dispatch;

    @Inject
    private Clock clock;

    private BoundedQuestion<Figures> question;
    private Instant askedAt = Instant.EPOCH;
    private Figures figures = new Figures(0, null, 0);

    @PostConstruct
    void prepare() {
        question = new BoundedQuestion<>(deliveries::figures, PATIENCE);
    }

    public long waiting() {
        return ask().waiting();
    }

    public long oldestSeconds() {
        Instant oldest = ask().oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }

    public long failed() {
        return ask().failed();
    }

    public long sent() {
        return dispatch.sent();
    }

    public boolean mailReachable() {
        return dispatch.mailAwaySince() == null;
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
