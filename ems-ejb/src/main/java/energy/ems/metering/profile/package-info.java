/**
 * From readings to hours: the pure calculation. Plain Java without container, database or clock, so that it can be
 * read, tested and signed by itself.
 */
package energy.ems.metering.profile;
