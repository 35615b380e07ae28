/**
 * Where messages come in. A measurement reaches {@link energy.ems.metering.intake.MeasurementListener}, is read by
 * {@link energy.ems.metering.intake.MeasurementParser}, goes into the {@linkplain energy.ems.metering.intake.Lanes lane}
 * of its device, and is taken in by {@link energy.ems.metering.intake.MeasurementIntake}; a device event goes the same way to {@link
 * energy.ems.metering.intake.DeviceEventIntake}. What cannot be understood leaves here as a dead letter, unchanged and
 * with its reason.
 */
package energy.ems.metering.intake;
