package energy.ems.device;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What this node's latest comparison has found. Safe for use by several threads. */
@ApplicationScoped
class LatestComparison {

    private volatile ReconciliationReport report;

    Optional<ReconciliationReport> get() {
        return Optional.ofNullable(report);
    }

    void set(ReconciliationReport latest) {
        this.report = latest;
    }
}
