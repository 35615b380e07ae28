package energy.ems.metering.recomputation;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Works at the ordered recomputations, one thread a node. Safe for use by several threads. */
@ApplicationScoped
public class RecomputationWorker {

    private static final Logger LOG = System.getLogger(RecomputationWorker.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Inject
    Recomputations recomputations;

    private final AtomicBoolean working = new AtomicBoolean();

    void ordered(@Observes(during = TransactionPhase.AFTER_SUCCESS) RecomputationOrdered event) {
        nudge();
    }

    /** Says that there may be something to do. Returns at once. What is missed here the timer finds. */
    public void nudge() {
        if (working.compareAndSet(false, true)) {
            try {
                executor.execute(this::work);
            } catch (RuntimeException e) {
                working.set(false);
                LOG.log(Level.DEBUG, "No thread for recomputations now", e);
            }
        }
    }

    private void work() {
        try {
            for (Optional<Long> next = recomputations.next(); next.isPresent(); next = recomputations.next()) {
                workAt(next.get());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Recomputations wait: " + e);
        } finally {
            working.set(false);
        }
    }

    private void workAt(long id) {
        try {
            recomputations.doPiece(id);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Recomputation " + id + " failed and is tried again: " + e);
            recomputations.failed(id, String.valueOf(e.getMessage()));
        }
    }
}
