package energy.ems.metering.recomputation;

import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Looks every minute whether the time of {@link FutureReadings} has come. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FutureReadingsTimer {

    @Inject
    FutureReadings readings;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.QUARANTINE, this::judgeAnew);
    }

    private void judgeAnew() {
        boolean mayBeMore = readings.judgeAnew();
        while (mayBeMore) {
            mayBeMore = readings.judgeAnew();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
    void look() {
        work.nudge();
    }
}
