/**
 * The hourly totals: a function of the stored readings, stored beside them. {@link energy.ems.metering.hours.HourlyTotals}
 * is the only one that changes readings and hours together; it tells the rest of the house by {@link
 * energy.ems.metering.hours.HoursRecalculated} inside the transaction.
 */
package energy.ems.metering.hours;
