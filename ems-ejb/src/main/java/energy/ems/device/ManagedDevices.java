package energy.ems.device;

import energy.ems.deviceevents.DeviceDigest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.TreeMap;

/** Device management's side of a reconciliation: living devices and tombstones as digests. */
@ApplicationScoped
class ManagedDevices {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** @see energy.ems.deviceevents.MonitoringView#digests */
    List<DeviceDigest> digests(String afterDeviceId, int limit) {
        TreeMap<String, DeviceDigest> digests = new TreeMap<>();
        List<Device> living = entityManager
                .createQuery("SELECT d FROM Device d WHERE d.id > :after ORDER BY d.id", Device.class)
                .setParameter("after", afterDeviceId)
                .setMaxResults(limit)
                .getResultList();
        living.forEach(device -> digests.put(
                device.id(),
                new DeviceDigest(
                        device.id(), device.version(), false, device.state().checksum())));
        living.forEach(entityManager::detach);
        DeletedDevices.after(entityManager, afterDeviceId, limit)
                .forEach((id, version) -> digests.putIfAbsent(id, new DeviceDigest(id, version, true, "")));
        return digests.values().stream().limit(limit).toList();
    }
}
