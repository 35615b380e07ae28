package energy.ems.audit;

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

/** Seals the log every few seconds. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditSealTimer {

    @Inject
    AuditSeals seals;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepareSealing() {
        work = works.prepare(BackgroundWorks.AUDIT, this::sealAll);
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void seal() {
        work.nudge();
    }

    private void sealAll() {
        while (seals.sealNext() == AuditSeals.BATCH) {
            // until nothing is left
        }
    }
}
