package db.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Puts the readings and hours that there are into the rows of {@code meter_hour}, and in place of their tables views that
 * show the same. In Java, because it goes meter by meter: all at once would be one transaction of as many rows as there
 * are.
 *
 * <p>The tables are renamed first, so that a node of the version before stores nothing more from then on: what its meters
 * send stays in the queue. Each step finds out for itself whether it is done, so an interrupted migration goes on where it
 * was.
 */
// Flyway tells the version by the name.
public class V39_1__Pack_readings extends BaseJavaMigration {

    private static final Logger LOG = Logger.getLogger(V39_1__Pack_readings.class.getName());

    /** As many meters as one transaction packs: a flush of the log for each would take longer than the rest. */
    private static final int TOGETHER = 50;

    private static final String HOURS = "INSERT INTO meter_hour (meter_id, hour_start, energy_kwh, reading_count,"
            + " expected_readings, quality, complete, corrected, quarters) SELECT meter_id, hour_start, energy_kwh,"
            + " readings, expected_readings, quality, complete, corrected, quarters FROM hour_unpacked WHERE meter_id = ?"
            + " ON DUPLICATE KEY UPDATE energy_kwh = VALUES(energy_kwh), reading_count = VALUES(reading_count),"
            + " expected_readings = VALUES(expected_readings), quality = VALUES(quality), complete = VALUES(complete),"
            + " corrected = VALUES(corrected), quarters = VALUES(quarters)";

    /** A decimal number without the zeros at its end, of which a stored one has a fixed count. */
    private static final String SHORT = "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM %s))";

    private static final String READINGS = "INSERT INTO meter_hour (meter_id, hour_start, readings)"
            + " SELECT meter_id, taken_at - taken_at %% 3600000 AS hour_start, GROUP_CONCAT(CONCAT_WS(' ', %s, %s,"
                    .formatted(
                            SHORT.formatted("CAST(taken_at % 3600000 / 1000 AS DECIMAL(7, 3))"),
                            SHORT.formatted("value"))
            + " FLOOR((received_at - taken_at) / 1000), interval_s) ORDER BY taken_at) FROM reading_unpacked"
            + " WHERE meter_id = ? GROUP BY meter_id, hour_start ON DUPLICATE KEY UPDATE readings = VALUES(readings)";

    private static final String HOUR_VIEW =
            "CREATE OR REPLACE SQL SECURITY INVOKER VIEW hourly_consumption AS SELECT meter_id, hour_start,"
                    + " energy_kwh, reading_count AS readings, expected_readings, quality, complete, corrected, quarters"
                    + " FROM meter_hour WHERE quality IS NOT NULL";

    /** The part of an entry with that number, from 1 on. */
    private static final String PART = "SUBSTRING_INDEX(SUBSTRING_INDEX(e.entry, ' ', %d), ' ', -1)";

    private static final String TAKEN_AT =
            "h.hour_start + CAST(1000 * CAST(" + PART.formatted(1) + " AS DECIMAL(7, 3)) AS SIGNED)";

    private static final String READING_VIEW =
            "CREATE OR REPLACE SQL SECURITY INVOKER VIEW reading AS SELECT h.meter_id, h.hour_start, "
                    + TAKEN_AT + " AS taken_at, CAST(" + PART.formatted(2) + " AS DECIMAL(30, 12)) AS value, "
                    + TAKEN_AT
                    + " + 1000 * CAST(" + PART.formatted(3) + " AS SIGNED) AS received_at,"
                    + " CASE WHEN e.entry LIKE '% % % %' THEN CAST(" + PART.formatted(4)
                    + " AS UNSIGNED) END AS interval_s"
                    + " FROM meter_hour h JOIN JSON_TABLE(CONCAT('[\"', REPLACE(h.readings, ',', '\",\"'), '\"]'),"
                    + " '$[*]' COLUMNS (entry VARCHAR(100) PATH '$')) e";

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            if (isTable(connection, "reading")) {
                statement.execute("RENAME TABLE reading TO reading_unpacked, hourly_consumption TO hour_unpacked");
            }
            if (isTable(connection, "reading_unpacked")) {
                statement.execute("SET SESSION group_concat_max_len = 1073741824");
                pack(connection);
                statement.execute("DROP TABLE reading_unpacked");
            }
            statement.execute("DROP TABLE IF EXISTS hour_unpacked");
            statement.execute(HOUR_VIEW);
            statement.execute(READING_VIEW);
        }
    }

    private static boolean isTable(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void pack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet meters = statement.executeQuery("SELECT id FROM meter ORDER BY id");
                PreparedStatement hours = connection.prepareStatement(HOURS);
                PreparedStatement readings = connection.prepareStatement(READINGS)) {
            connection.setAutoCommit(false);
            long packed = 0;
            while (meters.next()) {
                for (PreparedStatement each : new PreparedStatement[] {hours, readings}) {
                    each.setLong(1, meters.getLong(1));
                    each.executeUpdate();
                }
                packed++;
                if (packed % TOGETHER == 0) {
                    connection.commit();
                }
                if (packed % 1000 == 0) {
                    LOG.log(Level.INFO, "Packed the readings of {0} meters.", packed);
                }
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
