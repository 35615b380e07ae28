/**
 * From readings to hours: monitoring's side of the system.
 *
 * <p>A measurement comes in at {@link energy.ems.metering.MeasurementListener}; {@link
 * energy.ems.metering.MeasurementIntake} stores its batch in one transaction and recalculates the hours that it touches
 * from the stored readings, by the rules of {@code energy.ems.metering.profile}. Because an hour is a function of the
 * stored readings, duplicates, disorder, lateness, corrections and redeliveries change nothing but what they must.
 *
 * <p>Everything that belongs to a meter is changed under the lock of its row, taken in one order for all meters of a
 * batch. A lock for each device-hour would not do, because in cumulative mode a reading also changes the hours around
 * it.
 *
 * <p>Devices are managed elsewhere. What is known of them here comes by device events alone ({@link
 * energy.ems.metering.DeviceEventListener}), so that both sides can be deployed apart.
 */
package energy.ems.metering;
