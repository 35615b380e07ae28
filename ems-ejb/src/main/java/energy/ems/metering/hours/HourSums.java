package energy.ems.metering.hours;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums of many meters' hours, made where they are stored: a year of forty meters would be 350,000 rows to fetch. */
@ApplicationScoped
public class HourSums {

    /** A year of months, and a month of days where hours are not cut. */
    private static final int MOST_APART = 31;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /**
     * The hours of a meter that begin in one stretch of time.
     *
     * @param stretch by its place in the list of starts
     * @param positiveKwh the sum of the hours above zero, in kWh; null for none of them
     * @param negativeKwh the sum of the hours below zero, in kWh; null for none of them
     * @param measured how many hours are measured as a whole
     * @param known of how many hours something is known
     * @param quarters of one of the hours, as it is stored; null when not asked for
     */
    public record Sum(
            long meterId,
            int stretch,
            BigDecimal positiveKwh,
            BigDecimal negativeKwh,
            long measured,
            long known,
            String quarters) {}

    /**
     * One statement for all of them.
     *
     * @param meters from which instant on the hours of each meter, by its id, count
     * @param starts when the stretches begin, ascending; each ends where the next one begins
     * @param to when the last one ends
     * @param bothWays whether hours above and below zero are told apart, which costs as much again; else the sum of both
     *     stands where it belongs
     * @param withQuarters whether quarters are wanted, for stretches of one hour
     * @return in no order; nothing for a stretch of which no hour is stored
     */
    public List<Sum> sums(
            Map<Long, Instant> meters, List<Instant> starts, Instant to, boolean bothWays, boolean withQuarters) {
        List<Sum> sums = new ArrayList<>();
        if (meters.isEmpty()) {
            return sums;
        }
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql(meters, starts, to, bothWays, withQuarters))) {
            while (rows.next()) {
                BigDecimal sum = rows.getBigDecimal(5);
                boolean isBelow = sum != null && sum.signum() < 0;
                sums.add(new Sum(
                        rows.getLong(1),
                        rows.getInt(2),
                        bothWays ? rows.getBigDecimal(6) : isBelow ? null : sum,
                        bothWays ? rows.getBigDecimal(7) : isBelow ? sum : null,
                        rows.getLong(3),
                        rows.getLong(4),
                        withQuarters ? rows.getString("quarters") : null));
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        return sums;
    }

    /**
     * The hours of a meter in {@code [from, to)}.
     *
     * @param produces whether it is there to produce, so that what it uses is below zero
     */
    public record Stretch(long meterId, Instant from, Instant to, boolean produces) {}

    /**
     * What some meters used in one hour, all together.
     *
     * @param usedKwh in kWh, never negative; null when nothing is known
     * @param measured by how many meters it is measured as a whole
     * @param known by how many something is known
     */
    public record Hour(Instant start, BigDecimal usedKwh, long measured, long known) {}

    /**
     * What they used hour by hour; at most one statement for meters that use and one for those that produce.
     *
     * @param stretches of a meter none overlap
     * @return in no order, and of an hour perhaps two; nothing of hours of which none is stored
     */
    public List<Hour> hours(Collection<Stretch> stretches) {
        List<Hour> hours = new ArrayList<>();
        stretches.stream()
                .collect(Collectors.partitioningBy(Stretch::produces))
                .forEach((produces, some) -> hours.addAll(some.isEmpty() ? List.of() : used(produces, some)));
        return hours;
    }

    private List<Hour> used(boolean produces, List<Stretch> stretches) {
        String where = stretches.stream()
                .collect(Collectors.groupingBy(
                        each -> " AND hour_start >= " + each.from().toEpochMilli() + " AND hour_start < "
                                + each.to().toEpochMilli() + ")",
                        Collectors.mapping(each -> String.valueOf(each.meterId()), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(each -> "(meter_id IN (" + each.getValue() + ")" + each.getKey())
                .collect(Collectors.joining(" OR "));
        String sql = "SELECT hour_start, SUM(GREATEST(" + (produces ? "-" : "") + "energy_kwh, 0)),"
                + " SUM(quality = 'MEASURED'), COUNT(energy_kwh) FROM hourly_consumption WHERE " + where
                + " GROUP BY hour_start";
        List<Hour> hours = new ArrayList<>();
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                hours.add(new Hour(
                        Instant.ofEpochMilli(rows.getLong(1)),
                        rows.getBigDecimal(2),
                        rows.getLong(3),
                        rows.getLong(4)));
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        return hours;
    }

    /** Numbers only, so that they may stand in the statement: nothing has to be parsed for its parameters. */
    private static String sql(
            Map<Long, Instant> meters, List<Instant> starts, Instant to, boolean bothWays, boolean withQuarters) {
        if (starts.size() > MOST_APART) {
            // The database looks the stretch of an hour up by halves.
            String stretch = starts.stream()
                    .map(start -> String.valueOf(start.toEpochMilli()))
                    .collect(Collectors.joining(", ", "INTERVAL(hour_start, ", ") - 1"));
            return select(stretch, bothWays, withQuarters) + where(meters, starts.get(0), to)
                    + " GROUP BY meter_id, stretch";
        }
        // Each stretch apart: summed up in the order in which the hours lie, with no table made of it in between, which
        // costs less than half. Of many short stretches the statement itself would cost what it saves.
        return IntStream.range(0, starts.size())
                .mapToObj(i -> select(String.valueOf(i), bothWays, withQuarters)
                        + where(meters, starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : to)
                        + " GROUP BY meter_id")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String select(String stretch, boolean bothWays, boolean withQuarters) {
        String ways =
                ", SUM(CASE WHEN energy_kwh > 0 THEN energy_kwh END), SUM(CASE WHEN energy_kwh < 0 THEN energy_kwh END)";
        return "SELECT meter_id, " + stretch + " AS stretch, SUM(quality = 'MEASURED'), COUNT(energy_kwh),"
                + " SUM(energy_kwh)" + (bothWays ? ways : "") + (withQuarters ? ", MIN(quarters) AS quarters" : "")
                + " FROM hourly_consumption";
    }

    /** Meters from the same instant on are one condition: an index is read faster by few ranges. */
    private static String where(Map<Long, Instant> meters, Instant from, Instant to) {
        return meters.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(each -> String.valueOf(each.getKey()), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(each -> "(meter_id IN (%s) AND hour_start >= GREATEST(%d, %d) AND hour_start < %d)"
                        .formatted(
                                each.getValue(), each.getKey().toEpochMilli(), from.toEpochMilli(), to.toEpochMilli()))
                .collect(Collectors.joining(" OR ", " WHERE ", ""));
    }
}
