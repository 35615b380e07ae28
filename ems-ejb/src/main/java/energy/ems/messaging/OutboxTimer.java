package energy.ems.messaging;

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

/** Looks after what was left over: by a node that died, by a broker that was away, or before this start. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxTimer {

    @Inject
    OutboxRelay relay;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void lookAfter() {
        relay.nudge();
    }
}
