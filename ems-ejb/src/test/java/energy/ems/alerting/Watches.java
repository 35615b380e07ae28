package energy.ems.alerting;

import energy.ems.account.StaffAccounts;
import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.StaffDirectory;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestContainer;
import energy.ems.metering.hours.HoursRecalculated;
import energy.ems.metering.meter.MeterDeleted;

/** Monitoring with its watches wired as the container does it. */
public final class Watches {

    private Watches() {}

    public static MonitoringSystem monitoring() {
        return new MonitoringSystem(Watches::wire);
    }

    public static void wire(TestContainer container) {
        container.bind(StaffDirectory.class, StaffAccounts.class);
        LimitWatch limits = container.get(LimitWatch.class);
        SilenceWatch silence = container.get(SilenceWatch.class);
        container.observing(HoursRecalculated.class, limits::watch).observing(HoursRecalculated.class, silence::heard);
        DeletionWatch deletions = container.get(DeletionWatch.class);
        container.observing(MeterDeleted.class, deletions::deleted);
        FormerOwnersAlerts former = container.get(FormerOwnersAlerts.class);
        container.observing(AccountDeleted.class, former::letGo);
        container.get(WatchRound.class);
        container.get(AlertFeed.class);
        container.get(Alerts.class);
        container.get(AlertHandling.class);
        container.get(Snoozes.class);
    }
}
