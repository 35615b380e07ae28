package energy.ems.metering.readings;

import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.metering.readings.StoredReadings.ReadingsUnavailableException;
import energy.ems.metering.readings.StoredReadings.Stored;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows that hold a meter's readings, an hour each; the hour's energy stands in the same row and is nothing to this
 * class. Plain SQL on the connection of the current transaction. The callers hold the meters' locks.
 */
@ApplicationScoped
class ReadingBlocks {

    private static final String SELECT = "SELECT meter_id, hour_start, readings FROM meter_hour WHERE ";

    /** Ranges or keys that one statement asks for. */
    private static final int ASKED = 100;

    private static final MultiRowInsert APPEND = new MultiRowInsert(
            "INSERT INTO meter_hour (meter_id, hour_start, readings)",
            3,
            " ON DUPLICATE KEY UPDATE readings = CONCAT_WS(',', readings, VALUES(readings))");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** Those in which a reading of these ranges can lie. */
    List<ReadingBlock> in(List<Range> ranges) {
        List<ReadingBlock> blocks = new ArrayList<>();
        for (int start = 0; start < ranges.size(); start += ASKED) {
            // Numbers only, so that they may stand in the statement: nothing has to be parsed for its parameters.
            blocks.addAll(read(SELECT
                    + ranges.subList(start, Math.min(ranges.size(), start + ASKED)).stream()
                            .map(ReadingBlocks::condition)
                            .collect(Collectors.joining(" OR "))));
        }
        return blocks;
    }

    private static String condition(Range range) {
        return "(meter_id = " + range.meterId() + " AND hour_start >= " + hourOf(range.from()) + " AND hour_start < "
                + millis(range.to()) + " AND readings IS NOT NULL)";
    }

    /** So many of a meter that begin at or before an instant, the latest first. */
    List<ReadingBlock> latest(long meterId, Instant upTo, int count) {
        return read(latestOf(meterId, upTo, count));
    }

    /** So many of a meter in which a reading from an instant on can lie, in the order of time. */
    List<ReadingBlock> earliest(long meterId, Instant from, int count) {
        return read(earliestOf(meterId, from, count));
    }

    /** The latest of each range's meter up to where it begins, and the earliest from where it ends on. */
    List<ReadingBlock> around(List<Range> ranges, int count) {
        List<ReadingBlock> blocks = new ArrayList<>();
        for (int start = 0; start < ranges.size(); start += ASKED) {
            blocks.addAll(read(ranges.subList(start, Math.min(ranges.size(), start + ASKED)).stream()
                    .map(range -> "(" + latestOf(range.meterId(), range.from(), count) + ") UNION ALL ("
                            + earliestOf(range.meterId(), range.to(), count) + ")")
                    .collect(Collectors.joining(" UNION ALL "))));
        }
        return blocks;
    }

    private static String latestOf(long meterId, Instant upTo, int count) {
        return SELECT + "meter_id = " + meterId + " AND hour_start <= " + millis(upTo)
                + " AND readings IS NOT NULL ORDER BY hour_start DESC LIMIT " + count;
    }

    private static String earliestOf(long meterId, Instant from, int count) {
        return SELECT + "meter_id = " + meterId + " AND hour_start >= " + hourOf(from)
                + " AND readings IS NOT NULL ORDER BY hour_start LIMIT " + count;
    }

    /**
     * For each range, in which hour a piece of it has to end: the first one with which it would have more readings than
     * that or reach over more hours with readings.
     *
     * @return null where the whole range is no more than that
     */
    List<Instant> endsOfPieces(List<Range> ranges, int readings, int hours) {
        List<Instant> ends =
                new ArrayList<>(ranges.stream().map(range -> (Instant) null).toList());
        if (ranges.isEmpty()) {
            return ends;
        }
        String sql = IntStream.range(0, ranges.size())
                .mapToObj(i -> "(SELECT " + i + ", MIN(hour_start) FROM (SELECT hour_start,"
                        + " SUM(n) OVER (ORDER BY hour_start) AS total, ROW_NUMBER() OVER (ORDER BY hour_start) AS place"
                        + " FROM (SELECT hour_start, " + ReadingBlock.COUNT + " AS n FROM meter_hour WHERE "
                        + condition(ranges.get(i)) + " ORDER BY hour_start LIMIT " + (hours + 1)
                        + ") block) summed WHERE total > " + readings + " OR place > " + hours + ")")
                .collect(Collectors.joining(" UNION ALL "));
        try (Statement select = connection().createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            while (rows.next()) {
                long hour = rows.getLong(2);
                if (!rows.wasNull()) {
                    ends.set(rows.getInt(1), Instant.ofEpochMilli(hour));
                }
            }
            return ends;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** How many readings there are in the hours that the range touches. */
    long count(Range range) {
        String sql = "SELECT SUM(" + ReadingBlock.COUNT + ") FROM meter_hour WHERE " + condition(range);
        try (Statement select = connection().createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** Adds readings of instants of which none is stored, given by the hours' rows. */
    void append(Map<Place, String> texts) {
        APPEND.run(
                entityManager,
                texts.entrySet().stream()
                        .map(text -> new Object[] {
                            text.getKey().meterId(), text.getKey().at().toEpochMilli(), text.getValue()
                        })
                        .toList());
    }

    /** Puts other readings in the place of stored ones, or takes those away for which null is given. */
    void rewrite(Map<Place, Stored> changes) {
        TreeSet<Place> hours =
                changes.keySet().stream().map(Place::hour).collect(Collectors.toCollection(TreeSet::new));
        List<ReadingBlock> stored = in(hours.stream()
                .map(hour -> new Range(hour.meterId(), hour.at(), UtcHour.after(hour.at())))
                .toList());
        try (PreparedStatement update = connection()
                        .prepareStatement("UPDATE meter_hour SET readings = ? WHERE meter_id = ? AND hour_start = ?");
                PreparedStatement delete = connection()
                        .prepareStatement("DELETE FROM meter_hour WHERE meter_id = ? AND hour_start = ?"
                                + " AND readings IS NULL AND quality IS NULL")) {
            for (ReadingBlock block : stored) {
                List<Stored> readings = new ArrayList<>();
                block.forEach(reading -> {
                    Stored now = changes.containsKey(reading.place()) ? changes.get(reading.place()) : reading;
                    if (now != null) {
                        readings.add(now);
                    }
                });
                update.setString(
                        1,
                        ReadingBlock.of(block.meterId(), block.hour(), readings).text());
                update.setLong(2, block.meterId());
                update.setLong(3, block.hour().toEpochMilli());
                update.addBatch();
                if (readings.isEmpty()) {
                    delete.setLong(1, block.meterId());
                    delete.setLong(2, block.hour().toEpochMilli());
                    delete.addBatch();
                }
            }
            update.executeBatch();
            delete.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /**
     * Takes the readings from the oldest rows of a meter, of so many hours at once; rows that hold no hour go.
     *
     * @return how many readings there were
     */
    int removeBefore(long meterId, Instant before, int most) {
        String oldest = "SELECT hour_start, " + ReadingBlock.COUNT + " AS n FROM meter_hour WHERE "
                + condition(new Range(meterId, Instant.EPOCH, before)) + " ORDER BY hour_start LIMIT " + most;
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT SUM(n), MIN(hour_start), MAX(hour_start) FROM (" + oldest + ") oldest")) {
            rows.next();
            int readings = rows.getInt(1);
            if (readings > 0) {
                String where = " WHERE meter_id = " + meterId + " AND hour_start BETWEEN " + rows.getLong(2) + " AND "
                        + rows.getLong(3);
                try (Statement remove = connection().createStatement()) {
                    remove.executeUpdate("UPDATE meter_hour SET readings = NULL" + where);
                    remove.executeUpdate("DELETE FROM meter_hour" + where + " AND quality IS NULL");
                }
            }
            return readings;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    private List<ReadingBlock> read(String sql) {
        List<ReadingBlock> blocks = new ArrayList<>();
        try (Statement select = connection().createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            while (rows.next()) {
                blocks.add(new ReadingBlock(
                        rows.getLong("meter_id"),
                        Instant.ofEpochMilli(rows.getLong("hour_start")),
                        rows.getString("readings")));
            }
            return blocks;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** The calculation says "for ever" with instants that milliseconds cannot express. */
    private static long millis(Instant instant) {
        return instant.equals(Instant.MIN)
                ? Long.MIN_VALUE
                : instant.equals(Instant.MAX) ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    private static long hourOf(Instant instant) {
        return instant.equals(Instant.MIN) || instant.equals(Instant.MAX)
                ? millis(instant)
                : millis(UtcHour.of(instant));
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }
}
