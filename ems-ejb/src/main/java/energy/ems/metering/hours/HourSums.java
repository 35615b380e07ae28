package energy.ems.metering.hours;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sums of many meters' hours, made where they are stored: a year of forty meters would be 350,000 rows to fetch. */
@ApplicationScoped
public class HourSums {

    /** A year of months, and a month of days where hours are not cut. */
    private static final int MOST_APART = 31;

    /** Of less the hours are read in no time, and two statements more would cost what they save. */
    private static final Duration WORTH_IT = Duration.ofDays(100);

    private static final int USES = 0;
    private static final int PRODUCES = 1;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final String DAYS = "SELECT meter_id, %d AS stretch, SUM(measured), SUM(known), NULL,"
            + " SUM(positive_kwh), SUM(negative_kwh) FROM day_sum";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    DaySums daySums;

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
            String quarters) {

        private Sum plus(Sum other) {
            return new Sum(
                    meterId,
                    stretch,
                    add(positiveKwh, other.positiveKwh),
                    add(negativeKwh, other.negativeKwh),
                    measured + other.measured,
                    known + other.known,
                    quarters == null ? other.quarters : quarters);
        }

        /** The sum of both ways, where it belongs. */
        private Sum oneWay() {
            BigDecimal sum = add(positiveKwh, negativeKwh);
            boolean isBelow = sum != null && sum.signum() < 0;
            return new Sum(meterId, stretch, isBelow ? null : sum, isBelow ? sum : null, measured, known, quarters);
        }
    }

    private static BigDecimal add(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == null ? other : one : one.add(other);
    }

    /**
     * Three statements for all of them, however many they are: what stretches hold of days that are summed up is not
     * summed up again.
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
        if (meters.isEmpty()) {
            return List.of();
        }
        Totals totals = new Totals();
        if (starts.size() > MOST_APART) {
            // The database looks the stretch of an hour up by halves.
            String stretch = starts.stream()
                    .map(start -> String.valueOf(start.toEpochMilli()))
                    .collect(Collectors.joining(", ", "INTERVAL(hour_start, ", ") - 1"));
            totals.add(
                    ofHours(stretch, bothWays, withQuarters) + where(meters, starts.get(0), to)
                            + " GROUP BY meter_id, stretch",
                    bothWays,
                    withQuarters);
            return totals.sums(bothWays);
        }
        // Each stretch apart: summed up in the order in which the hours lie, with no table made of it in between, which
        // costs less than half. Of many short stretches the statement itself would cost what it saves.
        Map<Long, Instant> marks =
                Duration.between(starts.get(0), to).compareTo(WORTH_IT) < 0 ? Map.of() : daySums.marks(meters.keySet());
        Map<Piece, List<Long>> days = new LinkedHashMap<>();
        Map<Piece, List<Long>> hours = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            Instant end = i + 1 < starts.size() ? starts.get(i + 1) : to;
            for (Map.Entry<Long, Instant> meter : meters.entrySet()) {
                Instant start = later(starts.get(i), meter.getValue());
                Instant firstDay = DaySums.day(start.plus(ONE_DAY).minusMillis(1));
                Instant mark = marks.getOrDefault(meter.getKey(), Instant.MIN);
                Instant lastDay = mark.isBefore(end) ? mark : DaySums.day(end);
                if (firstDay.isBefore(lastDay)) {
                    put(days, new Piece(i, firstDay, lastDay), meter.getKey());
                    put(hours, new Piece(i, start, firstDay), meter.getKey());
                    put(hours, new Piece(i, lastDay, end), meter.getKey());
                } else {
                    put(hours, new Piece(i, start, end), meter.getKey());
                }
            }
        }
        totals.add(joined(days, piece -> DAYS.formatted(piece.stretch()), "day_start"), true, false);
        totals.add(
                joined(hours, piece -> ofHours(String.valueOf(piece.stretch()), bothWays, withQuarters), "hour_start"),
                bothWays,
                withQuarters);
        return totals.sums(bothWays);
    }

    /** A part of a stretch, {@code [from, to)}. */
    private record Piece(int stretch, Instant from, Instant to) {}

    private static void put(Map<Piece, List<Long>> pieces, Piece piece, long meter) {
        if (piece.from().isBefore(piece.to())) {
            pieces.computeIfAbsent(piece, none -> new ArrayList<>()).add(meter);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Numbers only, so that they may stand in the statement: nothing has to be parsed for its parameters. */
    private static String joined(Map<Piece, List<Long>> pieces, Function<Piece, String> select, String start) {
        return pieces.entrySet().stream()
                .map(each -> select.apply(each.getKey())
                        + " WHERE meter_id IN (%s) AND %s >= %d AND %s < %d GROUP BY meter_id"
                                .formatted(
                                        DaySums.listed(each.getValue()),
                                        start,
                                        each.getKey().from().toEpochMilli(),
                                        start,
                                        each.getKey().to().toEpochMilli()))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** What is known of each meter and stretch so far. Not thread-safe. */
    private final class Totals {

        private final Map<List<Long>, Sum> byMeterAndStretch = new HashMap<>();

        /**
         * @param sql empty for nothing
         * @param bothWays whether it tells hours above and below zero apart, in the columns 6 and 7
         */
        void add(String sql, boolean bothWays, boolean withQuarters) {
            if (sql.isEmpty()) {
                return;
            }
            try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    Sum sum = new Sum(
                            rows.getLong(1),
                            rows.getInt(2),
                            rows.getBigDecimal(bothWays ? 6 : 5),
                            bothWays ? rows.getBigDecimal(7) : null,
                            rows.getLong(3),
                            rows.getLong(4),
                            withQuarters ? rows.getString("quarters") : null);
                    byMeterAndStretch.merge(
                            List.of(sum.meterId(), (long) sum.stretch()), sum, (one, other) -> one.plus(other));
                }
            } catch (SQLException e) {
                throw new PersistenceException(e);
            }
        }

        List<Sum> sums(boolean bothWays) {
            return byMeterAndStretch.values().stream()
                    .map(sum -> bothWays ? sum : sum.oneWay())
                    .toList();
        }
    }

    /**
     * The hours of a meter in {@code [from, to)}.
     *
     * @param produces whether it is there to produce, so that what it uses is below zero
     */
    public record Stretch(long meterId, Instant from, Instant to, boolean produces) {

        private Stretch within(Instant start, Instant end) {
            return new Stretch(meterId, start, end, produces);
        }
    }

    /**
     * What some meters used in one hour, all together.
     *
     * @param usedKwh in kWh, never negative; null when nothing is known
     * @param measured by how many meters it is measured as a whole
     * @param known by how many something is known
     */
    public record Hour(Instant start, BigDecimal usedKwh, long measured, long known) {}

    /**
     * What they used hour by hour; at most four statements. The hours of days that are summed up stand in one row for each
     * day of a meter, which is read several times as fast.
     *
     * @param stretches of a meter none overlap
     * @return in no order, and of an hour perhaps several; nothing of hours of which none is stored
     */
    public List<Hour> hours(Collection<Stretch> stretches) {
        Map<Long, Instant> marks = stretches.stream()
                        .allMatch(
                                each -> Duration.between(each.from(), each.to()).compareTo(WORTH_IT) < 0)
                ? Map.of()
                : daySums.marks(stretches.stream().map(Stretch::meterId).toList());
        List<Stretch> days = new ArrayList<>();
        List<Stretch> rest = new ArrayList<>();
        for (Stretch each : stretches) {
            Instant first = DaySums.day(each.from().plus(ONE_DAY).minusMillis(1));
            Instant mark = marks.getOrDefault(each.meterId(), Instant.MIN);
            Instant last = mark.isBefore(each.to()) ? mark : DaySums.day(each.to());
            if (first.isBefore(last)) {
                days.add(each.within(first, last));
                rest.add(each.within(each.from(), first));
                rest.add(each.within(last, each.to()));
            } else {
                rest.add(each);
            }
        }
        rest.removeIf(each -> !each.from().isBefore(each.to()));
        List<Hour> hours = new ArrayList<>(ofDays(days));
        rest.stream()
                .collect(Collectors.partitioningBy(Stretch::produces))
                .forEach((produces, some) -> hours.addAll(some.isEmpty() ? List.of() : used(produces, some)));
        return hours;
    }

    /** The hours of whole days, added up here. */
    private Collection<Hour> ofDays(List<Stretch> days) {
        Map<Piece, List<Long>> pieces = new LinkedHashMap<>();
        days.forEach(each ->
                put(pieces, new Piece(each.produces() ? PRODUCES : USES, each.from(), each.to()), each.meterId()));
        if (pieces.isEmpty()) {
            return List.of();
        }
        String sql = pieces.entrySet().stream()
                .map(each -> "SELECT day_start, %d, hours FROM day_sum WHERE meter_id IN (%s)"
                                .formatted(each.getKey().stretch(), DaySums.listed(each.getValue()))
                        + " AND day_start >= %d AND day_start < %d AND hours > ''"
                                .formatted(
                                        each.getKey().from().toEpochMilli(),
                                        each.getKey().to().toEpochMilli()))
                .collect(Collectors.joining(" UNION ALL "));
        Map<Long, UsedHours> byDay = new HashMap<>();
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                byDay.computeIfAbsent(rows.getLong(1), UsedHours::new)
                        .add(rows.getInt(2) == PRODUCES, rows.getString(3));
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        return byDay.values().stream().flatMap(UsedHours::hours).toList();
    }

    /** What some meters used in the hours of a day. Not thread-safe. */
    private static final class UsedHours {

        private static final int HOURS = 24;

        private final long day;
        private final BigDecimal[] used = new BigDecimal[HOURS];
        private final long[] measured = new long[HOURS];
        private final long[] known = new long[HOURS];

        UsedHours(long day) {
            this.day = day;
        }

        /** @param text as {@link DaySums} writes it */
        void add(boolean produces, String text) {
            int start = 0;
            while (start < text.length()) {
                int space = text.indexOf(' ', start);
                int end = space < 0 ? text.length() : space;
                int hour = text.charAt(start) - 'a';
                BigDecimal energy = new BigDecimal(text.substring(start + 1, end - 1));
                BigDecimal ofHour = (produces ? energy.negate() : energy).max(BigDecimal.ZERO);
                used[hour] = used[hour] == null ? ofHour : used[hour].add(ofHour);
                measured[hour] += text.charAt(end - 1) == 'm' ? 1 : 0;
                known[hour]++;
                start = end + 1;
            }
        }

        Stream<Hour> hours() {
            return IntStream.range(0, HOURS)
                    .filter(hour -> known[hour] > 0)
                    .mapToObj(hour -> new Hour(
                            Instant.ofEpochMilli(day + hour * MILLIS_PER_HOUR),
                            used[hour],
                            measured[hour],
                            known[hour]));
        }
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

    private static String ofHours(String stretch, boolean bothWays, boolean withQuarters) {
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
