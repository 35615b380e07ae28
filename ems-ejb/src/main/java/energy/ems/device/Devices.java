package energy.ems.device;

import energy.ems.paging.Page;
import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.List;

/**
 * The door to device management. Users see their own devices, operators all of them; administrators change them.
 * Another's device is {@linkplain energy.ems.security.NotFoundException not found}.
 */
@Stateless
public class Devices {

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public Page<DeviceView> find(DeviceQuery query) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public DeviceView get(String id) {
        throw new UnsupportedOperationException();
    }

    /** Whether devices are managed here at all ({@code EMS_DEVICES_MANAGED}), or only told of by another program. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public boolean managedHere() {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed(Roles.ADMINISTRATOR)
    public DeviceView create(DeviceDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** @param version the version that the caller has seen */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public DeviceView update(String id, DeviceDraft draft, long version) {
        throw new UnsupportedOperationException();
    }

    /** @param version the version that the caller has seen */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void delete(String id, long version) {
        throw new UnsupportedOperationException();
    }

    /** The changes of a device, newest first; its owner sees those since it became theirs. */
    @RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<DeviceChangeView> history(String id) {
        throw new UnsupportedOperationException();
    }
}
