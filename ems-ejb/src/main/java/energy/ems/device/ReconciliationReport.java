package energy.ems.device;

import java.time.Instant;
import java.util.List;

/**
 * How far device management and monitoring agree.
 *
 * @param pending device events that still wait in the outbox; what they tell of counts as drift until they are through
 * @param driftCount all drifted devices; {@code drifts} lists the first {@value #LISTED} of them
 */
public record ReconciliationReport(
        Instant comparedAt, Side management, Side monitoring, long pending, long driftCount, List<Drift> drifts) {

    public static final int LISTED = 1000;

    public ReconciliationReport {
        drifts = List.copyOf(drifts);
    }

    public boolean inAgreement() {
        return driftCount == 0;
    }

    /**
     * One side's devices.
     *
     * @param checksum over every device's id, version and content: equal exactly when both sides are the same
     */
    public record Side(long devices, long deleted, String checksum) {}

    /** A device on which the sides differ. */
    public record Drift(String deviceId, Kind kind, Long managedVersion, Long monitoredVersion) {

        /** In what way they differ. */
        public enum Kind {
            /** Monitoring has never heard of it. */
            MISSING,
            /** Monitoring knows an older version. */
            OUTDATED,
            /** The same version with another content. */
            DIFFERENT,
            /** Monitoring knows a newer version: somebody else publishes device events. */
            AHEAD,
            /** Device management does not know it: somebody else's device. */
            FOREIGN
        }
    }
}
