package energy.ems.alerting;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Tells this node's open pages of each alert that is to be told of once, in the order of its number, by a CDI event.
 *
 * <p>What is told comes from the database. As numbers are given in the order of commits and have no gaps, "all after
 * the last one told" is all there is to know: it does not matter in which order messages arrive, whether some are
 * missing, or whether somebody else sent them. They only say when to look; a timer does so besides.
 */
@ApplicationScoped
public class AlertTail {

    @Inject
    AlertFeed feed;

    @Inject
    Event<AlertMessage> alerts;

    @Inject
    Event<AlertsForgotten> forgotten;

    @Inject
    BackgroundWorks works;

    @Inject
    Clock clock;

    private BackgroundWork work;
    /** The last one told; null before the first look, as what was before this start nobody here has missed. */
    private Long last;

    private Instant lookedAt;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.ALERTS, this::tell);
    }

    /** Says that there may be something to tell. Returns at once. */
    public void nudge() {
        work.nudge();
    }

    /** Of one thread at a time. */
    void tell() {
        Instant now = clock.instant();
        long newest = feed.newest();
        if (last == null) {
            last = newest;
        } else if (newest < last) {
            forgotten.fire(new AlertsForgotten());
            last = feed.newestBefore(lookedAt);
        }
        while (last < newest) {
            List<AlertMessage> next = feed.next(last);
            if (next.isEmpty()) {
                // History, or removed in the meantime: there is nothing to tell of them.
                last = newest;
            }
            for (AlertMessage alert : next) {
                last = alert.sequence();
                alerts.fire(alert);
            }
        }
        lookedAt = now;
    }
}
