package energy.ems.metering;

/**
 * A place in which devices of the caller stand, or below which they do.
 *
 * @param path from the outside in, separated by {@code /}
 * @param name its own, the last of the path
 * @param devices how many stand in it and below it
 */
public record PlaceEntry(String path, String name, long devices) {}
