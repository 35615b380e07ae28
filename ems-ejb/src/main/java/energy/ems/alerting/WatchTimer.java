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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;

/** Calls for a {@link WatchRound} twice a minute on every node. */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WatchTimer {

    private static final Logger LOG = System.getLogger(WatchTimer.class.getName());

    @Inject
    WatchRound round;

    @Inject
    Clock clock;

    private Instant serverStart;

    @PostConstruct
    void rememberServerStart() {
        serverStart = clock.instant();
    }

    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void callForRound() {
        try {
            round.run(serverStart, clock.instant());
        } catch (RuntimeException e) {
            // BEWARE: a timer that throws twice in a row is ended by the server.
            LOG.log(Level.WARNING, "The round of the watches failed, the next is in half a minute: " + e);
            LOG.log(Level.DEBUG, "Cause", e);
        }
    }
}
