/**
 * How old readings go and the hours that were made of them stay: which are kept is told by {@link
 * energy.ems.metering.profile.KeptReadings}, what is removed and when by the room {@code energy.ems.retention}.
 */
package energy.ems.metering.retention;
