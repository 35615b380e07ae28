package energy.ems.tariff;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.Consumption;
import energy.ems.tariff.billing.Tariff;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;

/** The door to the tariffs: operators read them, administrators change them. */
@Stateless
public class Tariffs {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StoredAssignments assignments;

    @Inject
    Consumption consumption;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    /** All of them, by name. */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<TariffView> all() {
        return entityManager
                .createQuery("SELECT t FROM StoredTariff t ORDER BY t.name", StoredTariff.class)
                .getResultStream()
                .map(StoredTariff::view)
                .toList();
    }

    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public TariffView get(long id) {
        return existing(entityManager.find(StoredTariff.class, id), id).view();
    }

    /** What {@link #create} and {@link #update} would refuse of this tariff by itself, all of it. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public List<InvalidInputException> problems(Tariff tariff) {
        InputCheck check = new InputCheck();
        TariffRules.check(tariff, check);
        return check.problems();
    }

    /**
     * @throws InvalidInputException naming all fields that are wrong
     * @throws ConflictException when the name is taken
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public TariffView create(Tariff tariff) {
        check(tariff, null);
        StoredTariff stored = new StoredTariff(tariff, clock.instant());
        entityManager.persist(stored);
        entityManager.flush();
        auditLog.record(AuditAction.TARIFF_CREATED, tariff.name(), describe(tariff));
        return stored.view();
    }

    /**
     * Changes a tariff; bills of the past, too, as far as it changes versions of the past.
     *
     * @param version the version that the caller has seen
     * @throws ConflictException when there is a newer one, or the name is taken
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public TariffView update(long id, Tariff tariff, long version) {
        check(tariff, id);
        StoredTariff stored = lock(id, version);
        if (!stored.tariff().equals(tariff)) {
            stored.change(tariff, clock.instant());
            entityManager.flush();
            auditLog.record(AuditAction.TARIFF_CHANGED, tariff.name(), describe(tariff));
        }
        return stored.view();
    }

    /**
     * @param version the version that the caller has seen
     * @throws ConflictException when there is a newer one, or a device or place has it: bills would be gone. Devices that
     *     are deleted do not keep it
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void delete(long id, long version) {
        StoredTariff stored = lock(id, version);
        List<String> devices = assignments.devicesOf(id);
        boolean used = !consumption.deleted(devices).containsAll(devices) || assignments.isOfAPlace(id);
        if (used) {
            throw new ConflictException(
                    "conflict.tariff_in_use", "The tariff " + id + " is assigned to devices or places");
        }
        assignments.removeAll(id);
        entityManager.remove(stored);
        auditLog.record(AuditAction.TARIFF_DELETED, stored.tariff().name(), describe(stored.tariff()));
    }

    private void check(Tariff tariff, Long own) {
        InputCheck check = new InputCheck();
        TariffRules.check(tariff, check);
        check.finish();
        boolean taken = entityManager
                .createQuery("SELECT t.id FROM StoredTariff t WHERE t.name = :name", Long.class)
                .setParameter("name", tariff.name())
                .getResultStream()
                .anyMatch(id -> !id.equals(own));
        if (taken) {
            throw ConflictException.taken("Tariff", tariff.name());
        }
    }

    private StoredTariff lock(long id, long version) {
        StoredTariff stored = existing(entityManager.find(StoredTariff.class, id, LockModeType.PESSIMISTIC_WRITE), id);
        if (stored.version() != version) {
            throw ConflictException.stale("Tariff", id);
        }
        return stored;
    }

    private static StoredTariff existing(StoredTariff stored, long id) {
        if (stored == null) {
            throw new NotFoundException("Tariff", id);
        }
        return stored;
    }

    private static String describe(Tariff tariff) {
        return tariff.currency() + ", " + tariff.zone() + ", versions from "
                + String.join(
                        ", ",
                        tariff.versions().stream()
                                .map(version -> version.validFrom().toString())
                                .toList());
    }
}
