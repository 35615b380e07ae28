package energy.ems.device;

import energy.ems.boundary.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether devices are managed here at all, or another program owns them and publishes the device events. */
@ApplicationScoped
class DeviceManagement {

    /** {@code EMS_DEVICES_MANAGED=false} leaves the devices to another program. */
    @Inject
    @ConfigProperty(name = "ems.devices.managed", defaultValue = "true")
    boolean managedHere;

    boolean isHere() {
        return managedHere;
    }

    void requireHere() {
        if (!managedHere) {
            throw new ConflictException(
                    "conflict.devices_managed_elsewhere",
                    "devices are managed by another program (EMS_DEVICES_MANAGED is false)");
        }
    }
}
