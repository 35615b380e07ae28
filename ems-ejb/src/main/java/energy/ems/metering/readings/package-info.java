/**
 * The readings as they were accepted, every revision of them, and the quarantine of those that nobody believes yet.
 * Whoever writes here holds the meter's lock; whoever writes also has the hours computed anew ({@code
 * energy.ems.metering.hours}).
 */
package energy.ems.metering.readings;
