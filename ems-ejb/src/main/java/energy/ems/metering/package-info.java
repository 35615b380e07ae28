/**
 * From readings to hours: monitoring's side of the system. This folder holds its doors; each station on a reading's way
 * has a room of its own.
 *
 * <p>A measurement comes in at {@code intake}, which stores its batch in one transaction ({@code readings}) and
 * recalculates the hours that it touches from the stored readings ({@code hours}), by the rules of {@code profile}.
 * Because an hour is a function of the stored readings, duplicates, disorder, lateness, corrections and redeliveries
 * change nothing but what they must. {@code recomputation} does the same for the past, when settings have changed.
 *
 * <p>Everything that belongs to a meter is changed under the lock of its row ({@code meter}), taken in one order for
 * all meters of a batch. A lock for each device-hour would not do, because in cumulative mode a reading also changes
 * the hours around it.
 *
 * <p>Devices are managed elsewhere. What is known of them here comes by device events alone, so that both sides can be
 * deployed apart.
 *
 * <p>Others touch the doors alone: {@link energy.ems.metering.Consumption} answers what was consumed, {@link
 * energy.ems.metering.QuarantineDecisions}, {@link energy.ems.metering.FindingRulings} and {@link
 * energy.ems.metering.OperatorDesk} take the decisions of people, {@link energy.ems.metering.ReadingImports} their files.
 */
package energy.ems.metering;
