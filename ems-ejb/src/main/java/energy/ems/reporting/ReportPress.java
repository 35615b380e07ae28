package energy.ems.reporting;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import energy.ems.reporting.Subscriptions.Subscription;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Has the reports made that are due, on every node; what one node makes, no other does. */
@ApplicationScoped
public class ReportPress {

    private static final Logger LOG = System.getLogger(ReportPress.class.getName());
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    @Inject
    ReportBook book;

    @Inject
    BackgroundWorks works;

    @Inject
    Clock clock;

    private BackgroundWork work;

    /** Of the thread that works. */
    private Instant forgotAt = Instant.EPOCH;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.REPORTS, this::round);
    }

    /** Says that there may be something to do. Returns at once. */
    void nudge() {
        work.nudge();
    }

    void round() {
        for (var due = book.due(); !due.isEmpty(); due = book.due()) {
            due.forEach(this::make);
        }
        Instant now = clock.instant();
        if (!now.isBefore(forgotAt.plus(FORGETS_EVERY))) {
            forgotAt = now;
            book.forgetOld();
        }
    }

    private void make(Subscription wish) {
        try {
            book.make(wish);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the report of " + wish + " cannot be made now", e);
            book.putOff(wish);
        }
    }
}
