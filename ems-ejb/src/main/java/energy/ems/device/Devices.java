package energy.ems.device;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Page;
import energy.ems.boundary.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * The door to device management. Users see their own devices, operators all of them; administrators change them.
 * Another's device is {@linkplain energy.ems.boundary.NotFoundException not found}.
 */
@Stateless
public class Devices {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    DeviceSearch search;

    @Inject
    StoredDevices register;

    @Inject
    DeviceHistory history;

    @Inject
    DeviceManagement management;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Page<DeviceView> find(DeviceQuery query) {
        return search.find(query, caller.seesAll() ? query.owner() : caller.username());
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public DeviceView get(String id) {
        return visible(id).view();
    }

    /** Whether devices are managed here at all ({@code EMS_DEVICES_MANAGED}), or only told of by another program. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public boolean managedHere() {
        return management.isHere();
    }

    /**
     * What {@link #create} or {@link #update} would refuse of this draft, all of it; stores nothing.
     *
     * @param isNew whether the device is to be created
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public List<InvalidInputException> problems(DeviceDraft draft, boolean isNew) {
        return register.problems(draft, isNew);
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public DeviceView create(DeviceDraft draft) {
        management.requireHere();
        DeviceView device = register.create(draft);
        auditLog.record(AuditAction.DEVICE_CREATED, device.id(), describe(device));
        return device;
    }

    /**
     * @param version the version that the caller has seen
     * @throws energy.ems.boundary.ConflictException when there is a newer one
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public DeviceView update(String id, DeviceDraft draft, long version) {
        management.requireHere();
        DeviceView device = register.update(id, draft, version);
        if (device.version() != version) {
            auditLog.record(AuditAction.DEVICE_CHANGED, id, describe(device));
        }
        return device;
    }

    /**
     * @param version the version that the caller has seen
     * @throws energy.ems.boundary.ConflictException when there is a newer one
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void delete(String id, long version) {
        management.requireHere();
        DeviceView device = register.delete(id, version);
        auditLog.record(AuditAction.DEVICE_DELETED, id, describe(device));
    }

    /** The changes of a device, newest first; its owner sees those since it became theirs. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<DeviceChangeView> history(String id) {
        visible(id);
        return history.of(id, caller.seesAll() ? null : caller.username());
    }

    private Device visible(String id) {
        Device device = entityManager.find(Device.class, id);
        if (device == null || !caller.maySee(device.owner())) {
            throw new NotFoundException("Device", id);
        }
        return device;
    }

    private static String describe(DeviceView device) {
        return device.name() + (device.owner() == null ? "" : ", owner " + device.owner()) + ", version "
                + device.version();
    }
}
