package energy.ems.device;

import energy.ems.account.AccountDirectory;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Changes devices inside the current transaction: locks them, counts their versions and books every change.
 *
 * <p>Locks are taken in one order (device, then tombstone; several devices by id), so that concurrent changes of the
 * same device queue up instead of dead-locking.
 */
@ApplicationScoped
class StoredDevices {

    private static final MultiRowInsert NEW_DEVICES = new MultiRowInsert(
            "INSERT INTO device (id, name, description, address, owner, max_hourly_kwh, reading_mode, interval_stamp,"
                    + " unit, register_capacity, expected_interval_ms, factor, max_power_kw, after_reset, direction,"
                    + " place, main_meter, version, created_at, updated_at, search_text)",
            21);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    DeviceHistory history;

    @Inject
    DeviceAnnouncements announcements;

    @Inject
    AccountDirectory accounts;

    @Inject
    Clock clock;

    DeviceView create(DeviceDraft draft) {
        InputCheck check = new InputCheck();
        DeviceDraft checked = check(draft, check);
        check.finish();
        if (entityManager.find(Device.class, checked.id(), LockModeType.PESSIMISTIC_WRITE) != null) {
            throw ConflictException.taken("Device", checked.id());
        }
        long formerVersion = takeTombstones(List.of(checked.id())).getOrDefault(checked.id(), 0L);
        Device device = new Device(checked, formerVersion, clock.instant());
        entityManager.persist(device);
        unlessTaken(device.id(), entityManager::flush);
        book(List.of(DeviceChange.created(device)));
        return device.view();
    }

    DeviceView update(String id, DeviceDraft draft, long version) {
        InputCheck check = new InputCheck();
        DeviceDraft checked = check(draft.id() == null ? draft.withId(id) : draft, check);
        check.finish();
        if (!checked.id().equals(id)) {
            throw new InvalidInputException("id", Rule.UNCHANGEABLE);
        }
        Device device = lock(id, version);
        DeviceView before = device.view();
        if (!DeviceChange.differs(before, checked)) {
            return before;
        }
        device.change(checked, clock.instant());
        book(List.of(DeviceChange.updated(before, device)));
        return device.view();
    }

    DeviceView delete(String id, long version) {
        Device device = lock(id, version);
        Instant now = clock.instant();
        DeviceChange deletion = DeviceChange.deleted(device, now);
        entityManager.remove(device);
        bury(id, deletion.version(), now);
        book(List.of(deletion));
        return device.view();
    }

    /** Nobody owns the former owner's devices then. */
    int unassign(String owner) {
        List<Device> devices = entityManager
                .createQuery("SELECT d FROM Device d WHERE d.owner = :owner ORDER BY d.id", Device.class)
                .setParameter("owner", owner)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        List<DeviceChange> changes = new ArrayList<>();
        for (Device device : devices) {
            DeviceView before = device.view();
            device.unassign(clock.instant());
            changes.add(DeviceChange.updated(before, device));
        }
        book(changes);
        return devices.size();
    }

    /**
     * Devices stand where they stood, and that is called otherwise now.
     *
     * @param renamed the new path of a path; the same where nothing changes
     * @return how many have another path now
     */
    int stand(Collection<String> ids, UnaryOperator<String> renamed) {
        List<DeviceChange> changes = new ArrayList<>();
        for (Device device : lockAll(ids).values()) {
            String place = device.place();
            String newPlace = place == null ? null : renamed.apply(place);
            if (!Objects.equals(place, newPlace)) {
                DeviceView before = device.view();
                device.standIn(newPlace, clock.instant());
                changes.add(DeviceChange.updated(before, device));
            }
        }
        book(changes);
        return changes.size();
    }

    /** Stores checked drafts, each either a new device or a change of an existing one; unchanged ones cost nothing. */
    void storeAll(Collection<DeviceDraft> checked) {
        Map<String, DeviceDraft> drafts = new LinkedHashMap<>();
        checked.forEach(draft -> drafts.put(draft.id(), draft));
        Map<String, Device> existing = lockAll(drafts.keySet());
        List<String> newIds =
                drafts.keySet().stream().filter(id -> !existing.containsKey(id)).toList();
        Map<String, Long> formerVersions = takeTombstones(newIds);
        List<DeviceChange> changes = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        Instant now = clock.instant();
        drafts.forEach((id, draft) -> {
            Device device = existing.get(id);
            if (device == null) {
                Device created = new Device(draft, formerVersions.getOrDefault(id, 0L), now);
                rows.add(created.row());
                changes.add(DeviceChange.created(created));
            } else if (DeviceChange.differs(device.view(), draft)) {
                DeviceView before = device.view();
                device.change(draft, now);
                changes.add(DeviceChange.updated(before, device));
            }
        });
        // Not by JPA, which would make a round trip to the database for each device.
        unlessTaken("One of " + drafts.size(), () -> NEW_DEVICES.run(entityManager, rows));
        book(changes);
    }

    /** Makes the present state the newest version of all, for a monitoring that believes another one. */
    void overtake(String id, long otherVersion) {
        Instant now = clock.instant();
        Device device = entityManager.find(Device.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (device != null) {
            DeviceView before = device.view();
            device.overtake(otherVersion, now);
            book(List.of(DeviceChange.updated(before, device)));
            return;
        }
        Long buried = takeTombstones(List.of(id)).get(id);
        if (buried != null) {
            long version = Math.max(buried, otherVersion) + 1;
            bury(id, version, now);
            book(List.of(DeletedDevices.deletion(id, version, now)));
        }
    }

    /** These devices as they are now, deleted ones included, in the form that monitoring hears of them. */
    List<DeviceChange> present(Collection<String> ids) {
        List<DeviceChange> present = new ArrayList<>();
        lockAll(ids).values().forEach(device -> present.add(DeviceChange.updated(device.view(), device)));
        DeletedDevices.versions(entityManager, ids)
                .forEach((id, version) -> present.add(DeletedDevices.deletion(id, version, clock.instant())));
        return present;
    }

    private Map<String, Device> lockAll(Collection<String> ids) {
        Map<String, Device> devices = new HashMap<>();
        if (!ids.isEmpty()) {
            entityManager
                    .createQuery("SELECT d FROM Device d WHERE d.id IN :ids ORDER BY d.id", Device.class)
                    .setParameter("ids", ids)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList()
                    .forEach(device -> devices.put(device.id(), device));
        }
        return devices;
    }

    /** Part of the current transaction, as is the change itself. */
    private void book(List<DeviceChange> changes) {
        history.keep(changes);
        announcements.announce(changes);
    }

    private Device lock(String id, long version) {
        Device device = entityManager.find(Device.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (device == null) {
            throw new NotFoundException("Device", id);
        }
        if (device.version() != version) {
            throw ConflictException.stale("Device", id);
        }
        return device;
    }

    /** The draft, complete; what is wrong with it by itself or with its owner is noted. */
    private DeviceDraft check(DeviceDraft draft, InputCheck check) {
        DeviceDraft checked = DeviceRules.check(draft, clock.instant(), check);
        if (draft.owner() != null && !check.hasProblemWith("owner")) {
            check.require(accounts.exists(draft.owner()), "owner", Rule.UNKNOWN);
        }
        return checked;
    }

    /** What is wrong with a draft, and if it is to be a new device, whom its id belongs to. */
    List<InvalidInputException> problems(DeviceDraft draft, boolean isNew) {
        InputCheck check = new InputCheck();
        DeviceDraft checked = check(draft, check);
        Device taken = !isNew || check.hasProblemWith("id") ? null : entityManager.find(Device.class, checked.id());
        if (taken != null) {
            check.require(false, "id", Rule.TAKEN, taken.id(), taken.view().name());
        }
        return check.problems();
    }

    /** Somebody else may have created the same id since we looked. */
    private static void unlessTaken(String id, Runnable insert) {
        try {
            insert.run();
        } catch (PersistenceException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLIntegrityConstraintViolationException) {
                    throw ConflictException.taken("Device", id);
                }
            }
            throw e;
        }
    }

    private Map<String, Long> takeTombstones(Collection<String> ids) {
        return DeletedDevices.take(entityManager, ids);
    }

    private void bury(String id, long version, Instant now) {
        DeletedDevices.bury(entityManager, id, version, now);
    }
}
