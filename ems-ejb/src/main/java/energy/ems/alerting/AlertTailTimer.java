package energy.ems.alerting;

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

/** Has this node's pages told of alerts that no message told of: the subscription may have been away. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AlertTailTimer {

    @Inject
    AlertTail tail;

    /** Before the first page is open: from then on, each alert counts. */
    @PostConstruct
    void lookBeforeAnybodyListens() {
        tail.nudge();
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        tail.nudge();
    }
}
