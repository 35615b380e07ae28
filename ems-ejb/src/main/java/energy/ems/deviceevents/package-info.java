/**
 * The language between the two contexts. Device management tells what became of a device, monitoring answers what it
 * knows, and both use these words and no others, so that each can be deployed without the other's code.
 */
package energy.ems.deviceevents;
