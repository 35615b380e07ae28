package energy.ems.device;

import energy.ems.boundary.ConflictException;
import energy.ems.device.ReconciliationReport.Drift;
import energy.ems.deviceevents.MonitoringView;
import energy.ems.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares both sides as they are now. */
@ApplicationScoped
class Comparison {

    @Inject
    ManagedDevices managed;

    /** Absent where monitoring is deployed by itself. */
    @Inject
    Instance<MonitoringView> monitoring;

    @Inject
    Outbox outbox;

    @Inject
    LatestComparison latest;

    @Inject
    Clock clock;

    boolean isPossible() {
        return monitoring.isResolvable();
    }

    ReconciliationReport run() {
        return run(drift -> {});
    }

    /** @param each told of every drift, also of those that the report is too short for */
    ReconciliationReport run(Consumer<Drift> each) {
        if (!isPossible()) {
            throw new ConflictException("conflict.monitoring_elsewhere", "monitoring is not part of this deployment");
        }
        List<Drift> listed = new ArrayList<>();
        long[] count = {0};
        // Before the comparison: what is still waiting then explains drift, what comes later does not matter.
        long pending = outbox.pendingDeviceEvents();
        DriftCheck check = new DriftCheck(managed::digests, monitoring.get()::digests);
        check.run(drift -> {
            count[0]++;
            if (listed.size() < ReconciliationReport.LISTED) {
                listed.add(drift);
            }
            each.accept(drift);
        });
        ReconciliationReport report = new ReconciliationReport(
                clock.instant(), check.management(), check.monitoring(), pending, count[0], listed);
        latest.set(report);
        return report;
    }
}
