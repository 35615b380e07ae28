/**
 * From hours to a bill: the pure calculation of what energy costs. Plain Java without container, database or clock, like
 * {@link energy.ems.metering.profile}, so that it can be read and tested by itself.
 *
 * <p>A {@link energy.ems.tariff.billing.Tariff} has dated versions; {@link energy.ems.tariff.billing.Billing} answers the
 * bills of a range of local days, one for each calendar month of the tariff's zone, and what each hour costs. Both come
 * from one walk through the hours ({@code MonthLedger}), so that they cannot differ.
 *
 * <h2>Which price counts when</h2>
 *
 * <p>The wall clock of the tariff's zone decides, on days of 23 and 25 hours too. The first rule that applies to a moment
 * names its rate; where none applies, the first rate of the version counts. An hour in which the price changes is shared
 * out by time, in shares of at most 15 decimals of a kWh; the latest gets the remainder, so that the shares sum to the
 * hour exactly.
 *
 * <h2>What belongs to a month</h2>
 *
 * <p>Blocks, monthly charges and the price of the highest hour are for a whole month. A version that is billed for some of
 * its days only, because another follows or because only those days were asked for, counts with the share of these days
 * in the month.
 *
 * <h2>Rounding</h2>
 *
 * <p>As on an invoice: the amount of each line is rounded once, half up, to the smallest unit of the currency. Totals are
 * sums of rounded lines; each tax is computed from the sum of its lines and rounded once. Nothing else is rounded.
 *
 * <h2>What is not known</h2>
 *
 * <p>An hour of which nothing is known adds nothing to any line and is counted as missing in the bill: it is never a zero
 * without a word.
 */
package energy.ems.tariff.billing;
