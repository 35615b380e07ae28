package energy.ems.alerting;

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

    @Inject
    WatchRound round;

    @Inject
    Clock clock;

    @Inject
    BackgroundWorks works;

    private BackgroundWork work;

    @PostConstruct
    void prepare() {
        Instant serverStart = clock.instant();
        work = works.prepare(BackgroundWorks.WATCHES, () -> watch(serverStart));
    }

    private void watch(Instant serverStart) {
        Instant now = clock.instant();
        if (round.run(serverStart, now)) {
            round.clearPassedHours(now);
            round.sumUpHistory(now);
            round.forgetPassedSnoozes(now);
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void callForRound() {
        work.nudge();
    }
}
