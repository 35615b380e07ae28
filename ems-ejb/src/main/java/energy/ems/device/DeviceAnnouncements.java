package energy.ems.device;

import energy.ems.deviceevents.DeviceEventJson;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.Outbox;
import energy.ems.messaging.OutgoingMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Tells monitoring, and whoever else listens, of devices. */
@ApplicationScoped
class DeviceAnnouncements {

    @Inject
    Outbox outbox;

    /** Sent when the current transaction has been committed, and not if it is not. */
    void announce(List<DeviceChange> changes) {
        outbox.addAll(changes.stream().map(DeviceAnnouncements::message).toList());
    }

    private static OutgoingMessage message(DeviceChange change) {
        return new OutgoingMessage(
                Destinations.TOPIC_EXCHANGE,
                Destinations.DEVICE_EVENTS,
                DeviceEventJson.write(change.event()),
                Map.of());
    }
}
