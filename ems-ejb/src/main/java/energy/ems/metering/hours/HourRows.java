package energy.ems.metering.hours;

import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.StoredReadings.Place;
import energy.ems.metering.readings.StoredReadings.Range;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * The rows of the hourly aggregates of many meters, read and written with few statements on the connection of the
 * current transaction. The callers hold the meters' locks.
 *
 * <p>Not by way of the persistence context, because one statement for each changed hour was what cost the database and
 * the server most of a batch in which each meter has one reading.
 */
@ApplicationScoped
class HourRows {

    /** Up to so many hours are asked for by their keys, which is several times faster than a range of each meter. */
    private static final Duration SHORT = Duration.ofHours(6);

    private static final int KEYS = 500;
    private static final int RANGES = 100;

    private static final String COLUMNS =
            "meter_id, hour_start, energy_kwh, readings, expected_readings, quality, complete, corrected, quarters";

    private static final MultiRowInsert UPSERT = new MultiRowInsert(
            "INSERT INTO meter_hour (meter_id, hour_start, energy_kwh, reading_count, expected_readings, quality,"
                    + " complete, corrected, quarters, readings)",
            10,
            " ON DUPLICATE KEY UPDATE energy_kwh = VALUES(energy_kwh), reading_count = VALUES(reading_count),"
                    + " expected_readings = VALUES(expected_readings), quality = VALUES(quality),"
                    + " complete = VALUES(complete), corrected = VALUES(corrected), quarters = VALUES(quarters),"
                    + " readings = NULLIF(CONCAT_WS(',', readings, VALUES(readings)), '')");

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** The stored hours that begin in these ranges, in no order. */
    List<HourlyConsumption> load(Collection<Range> ranges) {
        List<HourlyConsumption> hours = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Range range : ranges) {
            if (Duration.between(range.from(), range.to()).compareTo(SHORT) > 0) {
                conditions.add("(meter_id = %d AND hour_start >= %d AND hour_start < %d)"
                        .formatted(
                                range.meterId(),
                                range.from().toEpochMilli(),
                                range.to().toEpochMilli()));
            } else {
                for (Instant hour = range.from(); hour.isBefore(range.to()); hour = UtcHour.after(hour)) {
                    keys.add("(" + range.meterId() + "," + hour.toEpochMilli() + ")");
                }
            }
        }
        inPieces(keys, KEYS, piece -> select("(meter_id, hour_start) IN (", ",", piece, ")", hours));
        inPieces(conditions, RANGES, piece -> select("", " OR ", piece, "", hours));
        return hours;
    }

    private static void inPieces(List<String> all, int size, Consumer<List<String>> each) {
        for (int start = 0; start < all.size(); start += size) {
            each.accept(all.subList(start, Math.min(all.size(), start + size)));
        }
    }

    /** Numbers only, so that they may stand in the statement: nothing has to be parsed for its parameters. */
    private void select(String before, String between, List<String> numbers, String after, List<HourlyConsumption> to) {
        StringJoiner sql =
                new StringJoiner(between, "SELECT " + COLUMNS + " FROM hourly_consumption WHERE " + before, after);
        numbers.forEach(sql::add);
        try (Statement statement = entityManager.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql.toString())) {
            while (rows.next()) {
                to.add(HourlyConsumption.stored(rows));
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /**
     * Writes these hours, whether they are stored already or not.
     *
     * @param added readings to be added to their rows; those that are, are taken out
     */
    void store(Collection<HourlyConsumption> hours, Map<Place, String> added) {
        UPSERT.run(
                entityManager,
                hours.stream()
                        .map(hour -> hour.row(added.remove(new Place(hour.meterId(), hour.start()))))
                        .toList());
    }
}
