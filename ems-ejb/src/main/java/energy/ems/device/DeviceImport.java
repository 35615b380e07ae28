package energy.ems.device;

import energy.ems.account.AccountDirectory;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Roles;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Reader;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Bulk import from CSV: a header line with the field names of the REST contract, separated by comma or semicolon, then
 * at most {@value #MOST_LINES} devices. A line with a known id changes that device, any other creates one.
 */
@Stateless
public class DeviceImport {

    public static final int MOST_LINES = 100_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StoredDevices register;

    @Inject
    DeviceManagement management;

    @Inject
    AccountDirectory accounts;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    @Resource
    TransactionSynchronizationRegistry transaction;

    /** Reads and checks everything and changes nothing. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public ImportReport preview(Reader csv) {
        return new ImportRun(csv, clock.instant(), accounts::existing, this::existing, drafts -> {}).report(false);
    }

    /** Stores all devices, or none when a single line is wrong. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public ImportReport apply(Reader csv) {
        management.requireHere();
        ImportReport report =
                new ImportRun(csv, clock.instant(), accounts::existing, this::existing, this::store).report(true);
        if (!report.applied()) {
            transaction.setRollbackOnly();
            return report;
        }
        auditLog.record(
                AuditAction.DEVICES_IMPORTED,
                null,
                report.created() + " created, " + report.updated() + " updated, " + report.unchanged() + " unchanged");
        return report;
    }

    private void store(Collection<DeviceDraft> drafts) {
        register.storeAll(drafts);
        entityManager.flush();
        // A hundred thousand devices need not stay in memory.
        entityManager.clear();
    }

    private Map<String, DeviceView> existing(Set<String> ids) {
        return entityManager
                .createQuery("SELECT d FROM Device d WHERE d.id IN :ids", Device.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(Device::view)
                .collect(Collectors.toMap(DeviceView::id, Function.identity()));
    }
}
