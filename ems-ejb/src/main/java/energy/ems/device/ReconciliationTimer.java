package energy.ems.device;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Compares regularly, so that drift does not wait for somebody to look. */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReconciliationTimer {

    private static final Logger LOG = System.getLogger(ReconciliationTimer.class.getName());

    @Inject
    Comparison comparison;

    @Inject
    DeviceManagement management;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.COMPARISON, this::compare);
    }

    /** Lets it be done soon; returns at once. */
    @Schedule(hour = "*", minute = "4/10", persistent = false)
    public void callForComparison() {
        work.nudge();
    }

    private void compare() {
        if (!management.isHere() || !comparison.isPossible()) {
            return;
        }
        ReconciliationReport report = comparison.run();
        // What is still on its way is no reason to call anybody.
        if (!report.inAgreement() && report.pending() == 0) {
            LOG.log(Level.WARNING, "Monitoring differs from device management on {0} devices", report.driftCount());
        }
    }
}
