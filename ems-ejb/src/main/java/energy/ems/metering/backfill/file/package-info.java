/**
 * What stands in a file of readings: plain Java, no container, no database. {@link
 * energy.ems.metering.backfill.file.Recognition} looks a file through and says by which {@link
 * energy.ems.metering.backfill.file.Layout} it can be read and what only a person can tell; {@link
 * energy.ems.metering.backfill.file.FileReader} reads it by that layout, line by line.
 */
package energy.ems.metering.backfill.file;
