package energy.ems.retention;

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

/** Looks at night, by the server's clock, whether it is time to remove what is old. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer {

    /** From this hour on, up to the end of {@link #LAST_HOUR}. */
    static final int FIRST_HOUR = 1;

    static final int LAST_HOUR = 4;

    @Inject
    RetentionSettings settings;

    @Inject
    RetentionWorker worker;

    /** BEWARE: a bean is made when it is first called, and a setting that is wrong has to be told of at the start. */
    @PostConstruct
    void check() {
        settings.removeAnything();
    }

    @Schedule(hour = FIRST_HOUR + "-" + LAST_HOUR, minute = "*/10", persistent = false)
    void look() {
        worker.nudge();
    }
}
