package energy.ems.group;

import energy.ems.metering.DeviceSet;

/**
 * What a group comes to for somebody who sees it.
 *
 * @param content what is in it and in the groups in it, as far as they see it
 */
public record NamedSet(String id, String name, DeviceSet content) {}
