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
import java.util.List;

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

    void workOff() {
        for (List<Long> next = recomputations.next(); !next.isEmpty(); next = recomputations.next()) {
            workAt(next);
        }
    }

    /** One order that fails does not hold up the others; when its failure cannot be noted, the round has failed. */
    private void workAt(List<Long> ids) {
        try {
            recomputations.doPieces(ids);
        } catch (RuntimeException e) {
            if (ids.size() > 1) {
                ids.forEach(id -> workAt(List.of(id)));
            } else {
                recomputations.failed(ids.get(0), String.valueOf(e.getMessage()));
                LOG.log(Level.WARNING, "Recomputation " + ids.get(0) + " failed and is tried again: " + e);
            }
        }
    }
}
