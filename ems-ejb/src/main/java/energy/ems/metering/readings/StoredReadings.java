package energy.ems.metering.readings;

import energy.ems.metering.meter.Meter;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Reading;
import energy.ems.metering.profile.ReadingSource;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stored readings. Plain SQL, because there are many of them and nothing else to do with them than to read ranges
 * and to insert rows; on the connection of the current transaction. The callers hold the meters' locks.
 */
@ApplicationScoped
public class StoredReadings {

    /** As many ranges as one statement asks for. */
    private static final int RANGES = 100;

    private static final MultiRowInsert INSERT =
            new MultiRowInsert("INSERT INTO reading (meter_id, taken_at, value, interval_s, received_at)", 5);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    ReadingRevisions revisions;

    /** A range of one meter's readings, {@code [from, to)}. */
    public record Range(long meterId, Instant from, Instant to) {

        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** What is stored of an instant, in the meter's own unit. */
    public record Stored(long meterId, Instant at, Amount said, Instant receivedAt) {}

    /** What is stored next to a range. */
    public record Around(TreeMap<Instant, Amount> before, TreeMap<Instant, Amount> after) {}

    /** A reading's key, in the order in which they are written. */
    public record Place(long meterId, Instant at) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byMeter = Long.compare(meterId, other.meterId);
            return byMeter != 0 ? byMeter : at.compareTo(other.at);
        }
    }

    /** @return the values of each range, in the order of the ranges, each in the order of time */
    public List<TreeMap<Instant, Amount>> load(List<Range> ranges) {
        List<TreeMap<Instant, Amount>> loaded = new ArrayList<>(ranges.size());
        for (int start = 0; start < ranges.size(); start += RANGES) {
            loaded.addAll(loadSome(ranges.subList(start, Math.min(ranges.size(), start + RANGES))));
        }
        return loaded;
    }

    /** @return the values of the range with the time at which each came, in the order of their own time */
    public List<Stored> received(Range range) {
        String sql = "SELECT taken_at, value, interval_s, received_at FROM reading"
                + " WHERE meter_id = ? AND taken_at >= ? AND taken_at < ? ORDER BY taken_at";
        List<Stored> received = new ArrayList<>();
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            select.setLong(1, range.meterId());
            select.setLong(2, range.from().toEpochMilli());
            select.setLong(3, range.to().toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    received.add(new Stored(
                            range.meterId(),
                            Instant.ofEpochMilli(rows.getLong(1)),
                            said(rows, 2),
                            Instant.ofEpochMilli(rows.getLong(4))));
                }
            }
            return received;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    private List<TreeMap<Instant, Amount>> loadSome(List<Range> ranges) {
        List<TreeMap<Instant, Amount>> loaded = new ArrayList<>(ranges.size());
        Map<Long, List<Integer>> ofMeter = new HashMap<>();
        // Numbers only, so that they may stand in the statement: nothing has to be parsed for its parameters.
        StringJoiner sql =
                new StringJoiner(" OR ", "SELECT meter_id, taken_at, value, interval_s FROM reading WHERE ", "");
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            loaded.add(new TreeMap<>());
            ofMeter.computeIfAbsent(range.meterId(), id -> new ArrayList<>(1)).add(i);
            sql.add("(meter_id = " + range.meterId() + " AND taken_at >= "
                    + range.from().toEpochMilli() + " AND taken_at < "
                    + range.to().toEpochMilli() + ")");
        }
        try (Statement select = connection().createStatement();
                ResultSet rows = select.executeQuery(sql.toString())) {
            while (rows.next()) {
                Instant at = at(rows);
                Amount said = said(rows, 3);
                for (int i : ofMeter.get(rows.getLong(1))) {
                    if (ranges.get(i).holds(at)) {
                        loaded.get(i).put(at, said);
                    }
                }
            }
            return loaded;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** Asks the same of each range with one statement. */
    private void query(List<Range> ranges, String condition, List<Function<Range, Instant>> parameters, RangeRow each) {
        if (ranges.isEmpty()) {
            return;
        }
        String part = "(SELECT %d, taken_at, value, interval_s FROM reading WHERE meter_id = ? AND " + condition + ")";
        String sql =
                IntStream.range(0, ranges.size()).mapToObj(part::formatted).collect(Collectors.joining(" UNION ALL "));
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            int position = 1;
            for (Range range : ranges) {
                select.setLong(position++, range.meterId());
                for (Function<Range, Instant> parameter : parameters) {
                    select.setLong(position++, parameter.apply(range).toEpochMilli());
                }
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.read(rows.getInt(1), rows);
                }
            }
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** The amount whose value is in that column, and whose interval is in the next. */
    static Amount said(ResultSet row, int column) throws SQLException {
        return amount(row.getBigDecimal(column), row.getInt(column + 1));
    }

    /** Null where there is no value. */
    private static Amount amount(BigDecimal value, int seconds) {
        return value == null ? null : Amount.of(value, seconds);
    }

    private static Instant at(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(2));
    }

    /** What becomes of a row of the range with that number. */
    @FunctionalInterface
    private interface RangeRow {
        void read(int range, ResultSet row) throws SQLException;
    }

    /**
     * Stores what a batch of measurements brings. BEWARE: the caller gives the meters another version of their readings
     * in this transaction, with what else it writes of them.
     */
    public void book(List<Stored> inserts, List<Stored> updates) {
        INSERT.run(
                entityManager,
                inserts.stream()
                        .map(reading -> new Object[] {
                            reading.meterId(),
                            reading.at().toEpochMilli(),
                            reading.said().value(),
                            reading.said().seconds(),
                            reading.receivedAt().toEpochMilli()
                        })
                        .toList());
        if (!updates.isEmpty()) {
            update(updates);
        }
    }

    private void update(List<Stored> readings) {
        String sql =
                "UPDATE reading SET value = ?, interval_s = ?, received_at = ? WHERE meter_id = ? AND taken_at = ?";
        try (PreparedStatement update = connection().prepareStatement(sql)) {
            for (Stored reading : readings) {
                update.setBigDecimal(1, reading.said().value());
                update.setObject(2, reading.said().seconds(), Types.INTEGER);
                update.setLong(3, reading.receivedAt().toEpochMilli());
                update.setLong(4, reading.meterId());
                update.setLong(5, reading.at().toEpochMilli());
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    public void insert(List<Stored> readings) {
        book(readings, List.of());
        changed(readings);
    }

    /** Puts other values in the place of stored ones. */
    public void replace(List<Stored> readings) {
        book(List.of(), readings);
        changed(readings);
    }

    public void remove(long meterId, Instant at) {
        entityManager
                .createNativeQuery("DELETE FROM reading WHERE meter_id = ?1 AND taken_at = ?2")
                .setParameter(1, meterId)
                .setParameter(2, at.toEpochMilli())
                .executeUpdate();
        changed(Set.of(meterId));
    }

    /**
     * Takes readings away as if they had never been there, or puts back what they had taken the place of, with what was
     * recorded of it for that reason.
     *
     * @param old for each place, the value that is there again; null for none
     */
    public void takeBack(Map<Place, Amount> old, String reason, Instant now) {
        String sql = "DELETE FROM reading WHERE meter_id = ? AND taken_at = ?";
        List<Stored> restored = new ArrayList<>();
        try (PreparedStatement delete = connection().prepareStatement(sql)) {
            for (Map.Entry<Place, Amount> each : new TreeMap<>(old).entrySet()) {
                Place place = each.getKey();
                if (each.getValue() == null) {
                    delete.setLong(1, place.meterId());
                    delete.setLong(2, place.at().toEpochMilli());
                    delete.addBatch();
                } else {
                    restored.add(new Stored(place.meterId(), place.at(), each.getValue(), now));
                }
            }
            delete.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
        revisions.forget(
                restored.stream()
                        .map(reading -> new Place(reading.meterId(), reading.at()))
                        .toList(),
                reason);
        book(List.of(), restored);
        changed(old.keySet().stream().map(Place::meterId).collect(Collectors.toSet()));
    }

    private void changed(List<Stored> readings) {
        changed(readings.stream().map(Stored::meterId).collect(Collectors.toSet()));
    }

    /** Nobody may believe any more what is kept in memory of these meters' readings. */
    public void changed(Set<Long> meterIds) {
        // BEWARE: by one key at a time, because with several a small table would be read, and locked, as a whole.
        try (PreparedStatement update =
                connection().prepareStatement("UPDATE meter SET readings_version = ? WHERE id = ?")) {
            for (long meterId : meterIds) {
                update.setLong(1, Meter.nextVersion());
                update.setLong(2, meterId);
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    /** The readings of a meter as the calculation wants them, straight from the database. */
    public ReadingSource source(Meter meter) {
        return new ReadingSource() {
            @Override
            public List<Reading> before(Instant instant, int count) {
                List<Reading> latestFirst = new ArrayList<>(
                        query(meter, "taken_at < ? ORDER BY taken_at DESC LIMIT " + count, instant.toEpochMilli()));
                Collections.reverse(latestFirst);
                return latestFirst;
            }

            @Override
            public Optional<Reading> lastAboveZero(Instant from, Instant before) {
                return query(
                                meter,
                                "value > 0 AND taken_at >= ? AND taken_at < ? ORDER BY taken_at DESC LIMIT 1",
                                from.toEpochMilli(),
                                before.toEpochMilli())
                        .stream()
                        .findFirst();
            }

            @Override
            public List<Reading> between(Instant from, Instant to) {
                return query(meter, "taken_at >= ? AND taken_at < ? ORDER BY taken_at", millis(from), millis(to));
            }

            @Override
            public List<Reading> from(Instant instant, int count) {
                return query(meter, "taken_at >= ? ORDER BY taken_at LIMIT " + count, instant.toEpochMilli());
            }
        };
    }

    private static long millis(Instant instant) {
        // The calculation says "for ever" with instants that milliseconds cannot express.
        return instant.equals(Instant.MIN)
                ? Long.MIN_VALUE
                : instant.equals(Instant.MAX) ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    /** The first reading of each of these meters that has any, by the meter's id. */
    public Map<Long, Instant> firsts(Collection<Long> meterIds) {
        Map<Long, Instant> firsts = new HashMap<>();
        List<Range> all = meterIds.stream()
                .map(id -> new Range(id, Instant.EPOCH, Instant.EPOCH))
                .toList();
        query(
                all,
                "taken_at >= ? ORDER BY taken_at LIMIT 1",
                List.of(Range::from),
                (range, row) -> firsts.put(all.get(range).meterId(), at(row)));
        return firsts;
    }

    /**
     * Removes the oldest readings of a meter, which no hour is computed from any more. Needs no lock of the meter: nobody
     * stores or changes what is final.
     *
     * @param before the start of an hour
     * @param most so many at once, so that nobody waits for it
     * @return how many there were; as many as asked for when there may be more
     */
    public int removeBefore(long meterId, Instant before, int most) {
        int removed = entityManager
                .createNativeQuery(
                        "DELETE FROM reading WHERE meter_id = ?1 AND taken_at < ?2 ORDER BY taken_at LIMIT " + most)
                .setParameter(1, meterId)
                .setParameter(2, before.toEpochMilli())
                .executeUpdate();
        if (removed > 0) {
            changed(Set.of(meterId));
        }
        return removed;
    }

    /** Where pieces of so many readings from the start of each range on end, exclusive; at the latest where it ends. */
    public List<Instant> endsOfPieces(List<Range> ranges, int readings) {
        String condition = "taken_at >= ? AND taken_at < ? ORDER BY taken_at LIMIT 1 OFFSET " + readings;
        List<Instant> ends = new ArrayList<>(ranges.stream().map(Range::to).toList());
        query(ranges, condition, List.of(Range::from, Range::to), (range, row) -> ends.set(range, at(row)));
        return ends;
    }

    /** @return for each range the last readings before it and the first after it, so many of each */
    public List<Around> around(List<Range> ranges, int count) {
        List<Around> around = ranges.stream()
                .map(range -> new Around(new TreeMap<>(), new TreeMap<>()))
                .toList();
        query(
                ranges,
                "taken_at < ? ORDER BY taken_at DESC LIMIT " + count,
                List.of(Range::from),
                (range, row) -> around.get(range).before().put(at(row), said(row, 3)));
        query(
                ranges,
                "taken_at >= ? ORDER BY taken_at LIMIT " + count,
                List.of(Range::to),
                (range, row) -> around.get(range).after().put(at(row), said(row, 3)));
        return around;
    }

    private List<Reading> query(Meter meter, String condition, long... parameters) {
        String sql = "SELECT taken_at, value, interval_s FROM reading WHERE meter_id = ? AND " + condition;
        DatedSettings settings = meter.settings();
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            select.setLong(1, meter.id());
            for (int i = 0; i < parameters.length; i++) {
                select.setLong(i + 2, parameters[i]);
            }
            List<Reading> readings = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    readings.add(settings.reading(Instant.ofEpochMilli(rows.getLong(1)), said(rows, 2)));
                }
            }
            return readings;
        } catch (SQLException e) {
            throw new ReadingsUnavailableException(e);
        }
    }

    public long count(long meterId, Instant from, Instant to) {
        return ((Number) entityManager
                        .createNativeQuery(
                                "SELECT COUNT(*) FROM reading WHERE meter_id = ?1 AND taken_at >= ?2 AND taken_at < ?3")
                        .setParameter(1, meterId)
                        .setParameter(2, from.toEpochMilli())
                        .setParameter(3, to.toEpochMilli())
                        .getSingleResult())
                .longValue();
    }

    public Map<Instant, Amount> values(long meterId, Instant from, Instant to) {
        return new HashMap<>(load(List.of(new Range(meterId, from, to))).get(0));
    }

    private Connection connection() {
        return entityManager.unwrap(Connection.class);
    }

    /** The database refused or is away: the transaction must not commit. */
    static final class ReadingsUnavailableException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        ReadingsUnavailableException(SQLException cause) {
            super("The readings cannot be read or stored: " + cause.getMessage(), cause);
        }
    }
}
