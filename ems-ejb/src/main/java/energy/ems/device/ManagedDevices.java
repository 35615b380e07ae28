package energy.ems.device;

import energy.ems.deviceevents.DeviceDigest;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.ManagementView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What monitoring may see of device management: for a reconciliation, living devices and tombstones as digests; and a
 * device of which it has not heard yet.
 */
@ApplicationScoped
class ManagedDevices implements ManagementView {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    DeviceManagement management;

    @Override
    public Optional<DeviceEvent> present(String deviceId) {
        if (!management.isHere()) {
            return Optional.empty();
        }
        return Optional.ofNullable(entityManager.find(Device.class, deviceId))
                .map(device -> DeviceChange.updated(device.view(), device).event());
    }

    /** @see energy.ems.deviceevents.MonitoringView#digests */
    List<DeviceDigest> digests(String afterDeviceId, int limit) {
        TreeMap<String, DeviceDigest> digests = new TreeMap<>();
        List<Device> living = entityManager
                .createQuery("SELECT d FROM Device d WHERE d.id > :after ORDER BY d.id", Device.class)
                .setParameter("after", afterDeviceId)
                .setMaxResults(limit)
                // BEWARE: the comparison runs without a transaction, in which nothing could be detached.
                .setHint("eclipselink.read-only", "true")
                .getResultList();
        living.forEach(device -> digests.put(
                device.id(),
                new DeviceDigest(
                        device.id(), device.version(), false, device.state().checksum())));
        DeletedDevices.after(entityManager, afterDeviceId, limit)
                .forEach((id, version) -> digests.putIfAbsent(id, new DeviceDigest(id, version, true, "")));
        return digests.values().stream().limit(limit).toList();
    }
}
