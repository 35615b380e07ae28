package energy.ems.web.portal.frame;

import energy.ems.boundary.PageRequest;
import energy.ems.device.Reconciliation;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.QuarantineDecisions;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How much waits for a decision of the staff, for the numbers in the navigation. It stands on every page, so a node
 * counts at most once in some seconds, and nobody waits for somebody else's counting. Only for staff. Thread-safe.
 */
@ApplicationScoped
public class WaitingWork {

    private static final Logger LOG = System.getLogger(WaitingWork.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** What there was at that time; zero where it could not be counted. */
    public record Counts(Instant at, long unassigned, long quarantined, long deadLetters, long drifted) {}

    @Inject
    private OperatorDesk desk;

    @Inject
    private QuarantineDecisions quarantine;

    @Inject
    private Reconciliation reconciliation;

    @Inject
    private Clock clock;

    private final ReentrantLock counting = new ReentrantLock();
    private volatile Counts latest = new Counts(Instant.EPOCH, 0, 0, 0, 0);

    public Counts counts() {
        if (latest.at().plus(FRESH).isBefore(clock.instant()) && counting.tryLock()) {
            try {
                latest = new Counts(
                        clock.instant(),
                        known(() -> desk.unassigned(PageRequest.first(1)).total()),
                        known(() -> quarantine
                                .quarantine(null, null, PageRequest.first(1))
                                .total()),
                        known(desk::deadLetterCount),
                        known(() -> reconciliation
                                .latest()
                                .map(report -> report.driftCount())
                                .orElse(0L)));
            } finally {
                counting.unlock();
            }
        }
        return latest;
    }

    /** After a decision: the next page counts anew. */
    public void recount() {
        latest = new Counts(
                Instant.EPOCH, latest.unassigned(), latest.quarantined(), latest.deadLetters(), latest.drifted());
    }

    /** Without the broker, say, there is nothing to tell, and the page is to come all the same. */
    private static long known(LongSupplier count) {
        try {
            return count.getAsLong();
        } catch (EJBException unreachable) {
            LOG.log(Level.DEBUG, "waiting work could not be counted", unreachable);
            return 0;
        }
    }
}
