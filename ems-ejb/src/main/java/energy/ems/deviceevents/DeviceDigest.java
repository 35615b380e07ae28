package energy.ems.deviceevents;

/**
 * What one side knows of a device, short enough to compare 100,000 of them.
 *
 * @param checksum {@link DeviceState#checksum()}; empty for a deleted device
 */
public record DeviceDigest(String deviceId, long version, boolean deleted, String checksum) {}
