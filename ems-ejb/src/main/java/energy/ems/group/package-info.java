/**
 * Free groups of devices, beside the places in which they stand: all heat pumps, the tenants of a floor. A group is made
 * of devices, of places with all below them, and of other groups; what it has is summed up by metering, each device once.
 *
 * <p>What a reader sees of a group, and what is counted for them, are the devices that they may see: there is no other
 * gate, and none that a group could open.
 */
package energy.ems.group;
