package energy.ems.metering.hours;

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

/** Looks every few minutes whether there are days to sum up. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DaySumTimer {

    @Inject
    DaySumming summing;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        work = works.prepare(BackgroundWorks.DAY_SUMS, this::sumUp);
    }

    @Schedule(hour = "*", minute = "*/5", second = "40", persistent = false)
    void look() {
        work.nudge();
    }

    private void sumUp() {
        while (summing.sumUpSome()) {
            // until nothing is left
        }
    }
}
