package energy.ems.budget;

import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.place.DeviceHours;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * How a month keeps to its budget.
 *
 * @param usedKwh of the hours that are known; null when none is
 * @param projectedKwh what the month comes to if it goes on as it did; null before a day of it is known, and when it is
 *     over
 */
public record BudgetState(BigDecimal budgetKwh, BigDecimal usedKwh, BigDecimal projectedKwh, Standing standing) {

    /** Fewer hours say too little of a month: a night alone would be taken for all of it. */
    private static final int LEAST_HOURS = 24;

    private static final int DECIMALS = 3;

    /** Where it stands. */
    public enum Standing {
        WITHIN,
        /** It will pass it if it goes on as it did. */
        HEADING_OVER,
        OVER
    }

    /** @param report of the whole month, with its hours */
    public static BudgetState of(BigDecimal budgetKwh, ConsumptionReport report, Instant now) {
        long known = report.hours().stream()
                .filter(hour ->
                        hour.energyKwh() != null && !hour.end().toInstant().isAfter(now))
                .count();
        Instant end = report.hours().get(report.hours().size() - 1).end().toInstant();
        BigDecimal until = report.totalUntil(now);
        return of(
                budgetKwh,
                report.total(),
                until == null ? null : part(until, known, report.hours().size()),
                known >= LEAST_HOURS && now.isBefore(end));
    }

    /** @param report of the whole month */
    public static BudgetState of(BigDecimal budgetKwh, PlaceReport report, Instant now) {
        BigDecimal used =
                report.sum().total() == null ? null : report.sum().total().consumptionKwh();
        Instant start = report.buckets().get(0).start().toInstant();
        Instant end = report.buckets().get(report.buckets().size() - 1).end().toInstant();
        Duration passed = Duration.between(start, now);
        DeviceHours hours = report.sum().hours();
        boolean enough = passed.toHours() >= LEAST_HOURS && now.isBefore(end) && hours.known() > 0;
        // Hours of devices that are missing used as much as those that are known.
        BigDecimal projected = used == null || !enough
                ? null
                : part(
                        part(used, hours.known(), hours.all()),
                        passed.toSeconds(),
                        Duration.between(start, end).toSeconds());
        return of(budgetKwh, used, projected, enough);
    }

    private static BigDecimal part(BigDecimal used, long known, long all) {
        return known == 0
                ? null
                : used.multiply(BigDecimal.valueOf(all))
                        .divide(BigDecimal.valueOf(known), MathContext.DECIMAL128)
                        .setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    private static BudgetState of(BigDecimal budget, BigDecimal used, BigDecimal projected, boolean projecting) {
        BigDecimal heading = projecting ? projected : null;
        Standing standing = Standing.WITHIN;
        if (used != null && used.compareTo(budget) > 0) {
            standing = Standing.OVER;
        } else if (heading != null && heading.compareTo(budget) > 0) {
            standing = Standing.HEADING_OVER;
        }
        return new BudgetState(budget, used, heading, standing);
    }
}
