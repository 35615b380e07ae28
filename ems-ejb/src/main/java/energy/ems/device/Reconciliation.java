package energy.ems.device;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Roles;
import energy.ems.device.ReconciliationReport.Drift;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares device management with monitoring, and repairs monitoring by sending device events again. */
@Stateless
public class Reconciliation {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Comparison comparison;

    @Inject
    LatestComparison latest;

    @Inject
    DeviceManagement management;

    @Inject
    StoredDevices register;

    @Inject
    DeviceAnnouncements announcements;

    @Inject
    AuditLog auditLog;

    /** The latest comparison on this node, by schedule or on demand; empty before the first one. */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Optional<ReconciliationReport> latest() {
        return latest.get();
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public ReconciliationReport compare() {
        return comparison.run();
    }

    /** Sends the present state of these devices again; answers how many of them there were. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int resend(Collection<String> deviceIds) {
        management.requireHere();
        Set<String> wanted = new HashSet<>(deviceIds);
        List<Drift> drifted = drifts();
        drifted.removeIf(drift -> !wanted.contains(drift.deviceId()));
        drifted.forEach(drift -> wanted.remove(drift.deviceId()));
        int sent = repair(drifted) + sendAgain(wanted);
        auditLog.record(AuditAction.DEVICES_RESENT, null, sent + " of " + deviceIds.size() + " devices");
        return sent;
    }

    /** Compares and sends every drifted device of ours again; answers how many there were. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public int resendDrifted() {
        management.requireHere();
        int sent = repair(drifts());
        auditLog.record(AuditAction.DEVICES_RESENT, null, sent + " drifted devices");
        return sent;
    }

    private List<Drift> drifts() {
        List<Drift> drifts = new ArrayList<>();
        comparison.run(drifts::add);
        return drifts;
    }

    private int repair(List<Drift> drifts) {
        Set<String> lagging = new HashSet<>();
        int overtaken = 0;
        for (Drift drift : drifts) {
            switch (drift.kind()) {
                case MISSING, OUTDATED -> lagging.add(drift.deviceId());
                // BEWARE: the same version again would change nothing, because monitoring takes only higher ones.
                case DIFFERENT, AHEAD -> {
                    register.overtake(drift.deviceId(), drift.monitoredVersion());
                    overtaken++;
                }
                case FOREIGN -> {
                    // somebody else's device is not ours to speak of
                }
            }
        }
        return overtaken + sendAgain(lagging);
    }

    private int sendAgain(Collection<String> ids) {
        List<String> all = new ArrayList<>(ids);
        int sent = 0;
        for (int start = 0; start < all.size(); start += 500) {
            List<String> chunk = all.subList(start, Math.min(all.size(), start + 500));
            List<DeviceChange> present = register.present(chunk);
            announcements.announce(present);
            sent += present.size();
            entityManager.clear();
        }
        return sent;
    }
}
