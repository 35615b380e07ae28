/**
 * The hourly totals: a function of the stored readings, stored beside them. {@link
 * energy.ems.metering.hours.ArrivingReadings} and {@link energy.ems.metering.hours.HourlyTotals} are the only ones that
 * change readings and hours together, for meters and for people; the rest of the house is told by {@link
 * energy.ems.metering.hours.HoursRecalculated} inside the transaction.
 */
package energy.ems.metering.hours;
