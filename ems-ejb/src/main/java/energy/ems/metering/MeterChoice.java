package energy.ems.metering;

/** A device as a chooser offers it. */
public record MeterChoice(String deviceId, String name) {}
