package energy.ems.group;

/**
 * A group as lists show it. Only members that the reader sees are counted.
 *
 * @param shared whether it is for all; else it is the reader's own
 */
public record GroupEntry(String id, String name, boolean shared, int devices, int places, int groups) {}
