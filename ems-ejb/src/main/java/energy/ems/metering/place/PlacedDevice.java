package energy.ems.metering.place;

/**
 * A device as the tree of places knows it.
 *
 * @param path of the place in which it stands; null for nowhere
 * @param mainMeter whether it measures all of that place
 */
public record PlacedDevice(String deviceId, String name, String path, boolean mainMeter) {}
