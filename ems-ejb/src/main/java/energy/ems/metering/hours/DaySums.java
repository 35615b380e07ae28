package energy.ems.metering.hours;

import energy.ems.metering.meter.Meter;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The hours of each UTC day of a meter summed up, beside the hours. All days before a meter's mark are; who changes an hour
 * before it puts the mark back in the same transaction, and summing up goes on from there. Both hold the meter's lock, so
 * what is summed up before the mark is what the hours say.
 */
@ApplicationScoped
public class DaySums {

    /** No meter: its mark says when summing up begins. */
    private static final long NONE = 0;

    /** The days that are still being measured are left alone, so that a reading that comes as it should costs nothing. */
    private static final int DAYS_LEFT = 2;

    /** From here on nothing is summed up, though the clocks of nodes differ by some hours. */
    private static final int DAYS_SURELY_LEFT = 1;

    /** How many days are summed up in a transaction: under a tenth of a second, for which their meters are locked. */
    private static final int DAYS = 2_000;

    private static final MultiRowInsert PUT = new MultiRowInsert(
            "INSERT INTO day_sum_mark (meter_id, summed_until)",
            2,
            " ON DUPLICATE KEY UPDATE summed_until = VALUES(summed_until)");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** The start of the UTC day that holds the instant. */
    static Instant day(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS);
    }

    /** Where a meter's days are summed up to; those of which none is are left out. */
    Map<Long, Instant> marks(Collection<Long> meters) {
        return instants("SELECT meter_id, summed_until FROM day_sum_mark WHERE meter_id IN (" + listed(meters) + ")");
    }

    /** Says that these hours are others than before. The caller holds their meters' locks. */
    void changed(Collection<HourlyConsumption> hours) {
        Instant left = day(clock.instant()).minus(DAYS_SURELY_LEFT, ChronoUnit.DAYS);
        Map<Long, Instant> earliest = new HashMap<>();
        for (HourlyConsumption hour : hours) {
            if (hour.start().isBefore(left)) {
                earliest.merge(hour.meterId(), day(hour.start()), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        if (!earliest.isEmpty()) {
            putBack(earliest);
        }
    }

    /**
     * A meter without a mark gets none: of its days none are summed up.
     *
     * <p>BEWARE: the index is forced because a small table would be read, and locked, as a whole.
     */
    private void putBack(Map<Long, Instant> days) {
        String cases = days.entrySet().stream()
                .map(each ->
                        " WHEN " + each.getKey() + " THEN " + each.getValue().toEpochMilli())
                .collect(Collectors.joining());
        update("UPDATE day_sum_mark FORCE INDEX (PRIMARY) SET summed_until = LEAST(summed_until, CASE meter_id" + cases
                + " END) WHERE meter_id IN (" + listed(days.keySet()) + ")");
    }

    /** The ids of devices of which days can be summed up, {@code most} at most; none while it is too early for all. */
    List<String> behind(int most) {
        Instant begin = instants("SELECT meter_id, summed_until FROM day_sum_mark WHERE meter_id = " + NONE)
                .getOrDefault(NONE, Instant.EPOCH);
        if (clock.instant().isBefore(begin)) {
            return List.of();
        }
        List<String> devices = new ArrayList<>();
        query(
                "SELECT m.device_id FROM meter m LEFT JOIN day_sum_mark k ON k.meter_id = m.id"
                        + " WHERE k.summed_until IS NULL OR k.summed_until < "
                        + end().toEpochMilli() + " LIMIT " + most,
                row -> devices.add(row.getString(1)));
        return devices;
    }

    private Instant end() {
        return day(clock.instant()).minus(DAYS_LEFT, ChronoUnit.DAYS);
    }

    /** Sums up a piece of the days of these meters, whose locks the caller holds. */
    void sumUp(Collection<Meter> locked) {
        List<Long> meters = locked.stream().map(Meter::id).toList();
        Map<Long, Instant> from = marks(meters);
        List<Long> unmarked =
                meters.stream().filter(meter -> !from.containsKey(meter)).toList();
        if (!unmarked.isEmpty()) {
            instants("SELECT meter_id, MIN(hour_start) FROM hourly_consumption WHERE meter_id IN (" + listed(unmarked)
                            + ") GROUP BY meter_id")
                    .forEach((meter, first) -> from.put(meter, day(first)));
        }
        Instant end = end();
        int days = Math.max(1, DAYS / meters.size());
        Map<Long, Instant> until = new HashMap<>();
        for (long meter : meters) {
            Instant start = from.getOrDefault(meter, end);
            Instant next = start.isBefore(end) ? start.plus(days, ChronoUnit.DAYS) : end;
            until.put(meter, next.isBefore(end) ? next : end);
        }
        String ranges = until.entrySet().stream()
                .filter(each -> from.containsKey(each.getKey()))
                .map(each -> "(meter_id = %d AND hour_start >= %d AND hour_start < %d)"
                        .formatted(
                                each.getKey(),
                                from.get(each.getKey()).toEpochMilli(),
                                each.getValue().toEpochMilli()))
                .collect(Collectors.joining(" OR "));
        if (!ranges.isEmpty()) {
            sumUp(ranges);
        }
        put(until);
    }

    /**
     * An hour is never deleted, so a day that is summed up again is written over. The quotient has four decimals, which is
     * enough for hours. Beside the sums stand those of the hours of which something is known, in no order: a letter from a
     * to x for the hour, its energy, and m for measured or k for known; see {@link HourSums}.
     */
    private void sumUp(String ranges) {
        String day = "FLOOR(hour_start / 86400000)";
        String hour = "CONCAT(CHAR(97 + hour_start / 3600000 - " + day + " * 24 USING ascii),"
                + " TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM energy_kwh)), IF(quality = 'MEASURED', 'm', 'k'))";
        String sql = "INSERT INTO day_sum (meter_id, day_start, positive_kwh, negative_kwh, measured, known, hours)"
                + " SELECT meter_id, " + day + " * 86400000 AS of_day,"
                + " SUM(CASE WHEN energy_kwh > 0 THEN energy_kwh END),"
                + " SUM(CASE WHEN energy_kwh < 0 THEN energy_kwh END),"
                + " SUM(quality = 'MEASURED'), COUNT(energy_kwh), GROUP_CONCAT(" + hour + " SEPARATOR ' ')"
                + " FROM hourly_consumption WHERE " + ranges + " GROUP BY meter_id, of_day"
                + " ON DUPLICATE KEY UPDATE positive_kwh = VALUES(positive_kwh), negative_kwh = VALUES(negative_kwh),"
                + " measured = VALUES(measured), known = VALUES(known), hours = VALUES(hours)";
        update(sql);
    }

    private void update(String sql) {
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private void put(Map<Long, Instant> marks) {
        PUT.run(
                entityManager,
                marks.entrySet().stream()
                        .map(each ->
                                new Object[] {each.getKey(), each.getValue().toEpochMilli()})
                        .toList());
    }

    /** Numbers only, so that they may stand in the statement. */
    static String listed(Collection<Long> meters) {
        return meters.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private Map<Long, Instant> instants(String sql) {
        Map<Long, Instant> instants = new HashMap<>();
        query(sql, row -> instants.put(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))));
        return instants;
    }

    private interface Row {

        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row each) {
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
