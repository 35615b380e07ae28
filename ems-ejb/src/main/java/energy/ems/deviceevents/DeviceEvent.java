package energy.ems.deviceevents;

import energy.ems.messaging.Destinations;
import java.time.Instant;
import java.util.Objects;

/**
 * A device was created, changed or deleted: the message on {@link Destinations#DEVICE_EVENTS}.
 *
 * @param eventId tells repeated deliveries apart in logs; it decides nothing
 * @param version the highest version of a device is the truth, whatever its type and whenever it arrives
 * @param occurredAt when the change happened; dated facts (limit, owner, settings without a date) count from then on
 * @param device the whole device as it is since then; of a deleted device, as it was last
 */
public record DeviceEvent(String eventId, Type type, long version, Instant occurredAt, DeviceState device) {

    /** What happened to the device. */
    public enum Type {
        DEVICE_CREATED,
        DEVICE_UPDATED,
        DEVICE_DELETED
    }

    public DeviceEvent {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(device, "device");
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, not " + version);
        }
    }

    public boolean isDeletion() {
        return type == Type.DEVICE_DELETED;
    }

    /** What both sides compare in a reconciliation. */
    public DeviceDigest digest() {
        return new DeviceDigest(device.id(), version, isDeletion(), isDeletion() ? "" : device.checksum());
    }
}
