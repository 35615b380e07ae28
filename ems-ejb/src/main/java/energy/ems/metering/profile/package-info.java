/**
 * From readings to hours: the pure calculation. Plain Java without container, database or clock, so that it can be
 * read, tested and signed by itself.
 *
 * <p>{@link energy.ems.metering.profile.Plausibility} stands at the door. {@link energy.ems.metering.profile.LoadProfile}
 * turns readings into hours, {@link energy.ems.metering.profile.AffectedHours} does the same for just the hours that
 * some changed readings can touch, and {@link energy.ems.metering.profile.PeriodValue} cuts hours into the hours, days,
 * weeks, months and years of a zone. Everything is a function of the set of readings: order and number of arrivals
 * change nothing.
 *
 * <p>What a reading means, the settings say that are in force at its own instant ({@link
 * energy.ems.metering.profile.DatedSettings}); an hour, those at its beginning. Interval values of other settings are
 * calculated apart and booked into the same hours. A register goes on through another unit, capacity or interval, because
 * its kWh stay comparable; from another mode to it, from it to another, and from one factor to another, no difference is
 * counted.
 *
 * <p>A value times the meter's factor is its energy, in kWh; of a mean power, times the length of the interval. Both are
 * carried on unrounded, a power to 24 decimals, because a sixth of an hour ends in none. An hour is rounded once, half to
 * even, to the 15 decimals that are kept: six values of 100 W in ten minutes each are 0.1 kWh and nothing else. A register
 * is rounded to 15 decimals reading by reading, so that the differences of what is kept add up.
 *
 * <h2>Interval values</h2>
 *
 * <p>An interval of which at least 90 % lies in one hour counts whole there: that a meter's clock is some seconds early
 * or late shares nothing out and estimates nothing. Any other is spread evenly over its time, and the hours that it
 * reaches over are ESTIMATED. How, is told in {@code IntervalSlots}. An hour is MISSING without values, PARTIAL with
 * fewer than expected, otherwise MEASURED.
 *
 * <p>A value may state the length of its own interval, which then counts instead of the meter's. For the time that such
 * intervals take of an hour, just they are expected, for the rest as many as the meter's interval has room for; an hour
 * that they take entirely is complete, even if none begins in it.
 *
 * <h2>Registers</h2>
 *
 * <p>Energy is the difference of two consecutive accepted readings, spread evenly over the time between them: an hour
 * is the register at its end minus the register at its start. A reading is on the boundary only to the millisecond; else
 * the difference around the boundary is shared out in proportion to time and both hours are ESTIMATED. Shares are rounded
 * towards zero to 15 decimals of a kWh, and the later side gets the remainder, so that the pieces always sum to the
 * difference. Gaps are bridged the same way, because the register did count, up to 400 days. An hour that differences
 * cover only in part is PARTIAL; with readings on both boundaries it is MEASURED, however few lie in between; without any
 * difference it is MISSING, as is the hour of a first reading, whatever the register shows. Which readings are accepted
 * is told in {@code RegisterWalk}; what can follow what in {@code RegisterStep}. What was noticed on the way is a
 * {@link energy.ems.metering.profile.Finding}.
 *
 * <h2>Why hours keep their quarters</h2>
 *
 * <p>Hours are stored in UTC, but the days of India (+05:30) and Nepal (+05:45) begin inside one. All offsets in use are
 * multiples of 15 minutes. So an hour carries its four quarters, and the buckets of every zone are sums of quarters:
 * Σ hours = Σ days = Σ months exactly, without asking the readings again. The price is one short text beside each
 * stored hour. The alternatives were to cut days from the readings at every view, which reads 52,560 rows for a year, or
 * to move local days to the next UTC hour, which is wrong for a fifth of mankind.
 */
package energy.ems.metering.profile;
