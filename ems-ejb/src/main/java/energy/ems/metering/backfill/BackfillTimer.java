package energy.ems.metering.backfill;

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

/** Goes on with imports that a node has left behind or that have to be tried again. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BackfillTimer {

    @Inject
    BackfillWorker worker;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void goOn() {
        worker.nudge();
    }
}
