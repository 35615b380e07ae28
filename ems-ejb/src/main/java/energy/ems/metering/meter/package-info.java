/**
 * What monitoring knows of a meter: its row, which is also the lock for everything that belongs to it, the settings that
 * device events brought, and the limits and owners that it had at each time.
 */
package energy.ems.metering.meter;
