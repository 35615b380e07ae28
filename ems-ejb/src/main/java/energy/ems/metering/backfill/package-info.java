/**
 * Readings of the past that somebody brings in a file. {@link energy.ems.metering.backfill.file} knows what stands in it;
 * here it is {@linkplain energy.ems.metering.backfill.BackfillFiles kept}, {@linkplain
 * energy.ems.metering.backfill.BackfillWorker worked off} in the background {@linkplain
 * energy.ems.metering.backfill.Backfills piece by piece} through the door of the intake, and undone as a whole.
 */
package energy.ems.metering.backfill;
