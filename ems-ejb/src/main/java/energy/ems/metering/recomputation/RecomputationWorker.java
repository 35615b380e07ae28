package energy.ems.metering.recomputation;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Works at the ordered recomputations. Safe for use by several threads. */
@ApplicationScoped
public class RecomputationWorker {

    private static final Logger LOG = System.getLogger(RecomputationWorker.class.getName());

    @Inject
    Recomputations recomputations;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.RECOMPUTATIONS, this::workOff);
    }

    void ordered(@Observes(during = TransactionPhase.AFTER_SUCCESS) RecomputationOrdered event) {
        nudge();
    }

    /** Says that there may be something to do. Returns at once. */
    public void nudge() {
        work.nudge();
    }

    private void workOff() {
        for (Optional<Long> next = recomputations.next(); next.isPresent(); next = recomputations.next()) {
            workAt(next.get());
        }
    }

    /** One order that fails does not hold up the others; when its failure cannot be noted, the round has failed. */
    private void workAt(long id) {
        try {
            recomputations.doPiece(id);
        } catch (RuntimeException e) {
            recomputations.failed(id, String.valueOf(e.getMessage()));
            LOG.log(Level.WARNING, "Recomputation " + id + " failed and is tried again: " + e);
        }
    }
}
