package energy.ems.metering;

/**
 * A device that a search has found.
 *
 * @param place where it stands, a path from the outside in; null for nowhere
 */
public record FoundDevice(String deviceId, String name, String place) {}
