package energy.ems.deviceevents;

import java.util.Optional;

/**
 * Device management's side for whoever cannot wait for a device event: there are moments between a change and the event
 * that tells monitoring of it. Nothing is ever stored from this view; the events alone tell monitoring what is true.
 */
public interface ManagementView {

    /** The device as it is now, in the form of the event that tells of it; empty when it is not managed here. */
    Optional<DeviceEvent> present(String deviceId);
}
