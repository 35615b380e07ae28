package energy.ems.metering.readings;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.TestDatabase;
import energy.ems.platform.SchemaMigrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the version before stored, a row for each reading, is there after the upgrade as it was. */
class PackedReadingsTest {

    private static final String READINGS = "SELECT meter_id, taken_at, value, interval_s, received_at - MOD(received_at"
            + " - taken_at, 1000) FROM reading ORDER BY meter_id, taken_at";
    private static final String HOURS = "SELECT meter_id, hour_start, energy_kwh, readings, expected_readings, quality,"
            + " complete, corrected, quarters FROM hourly_consumption ORDER BY meter_id, hour_start";

    private static final long TEN = 1_795_168_800_000L;

    private final DataSource database = TestDatabase.running().emptyDatabase();

    @BeforeEach
    void asTheVersionBeforeLeavesIt() throws SQLException {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target("38")
                .load()
                .migrate();
        execute("INSERT INTO meter (id, device_id, state, event_version, checksum, name, reading_mode, interval_stamp,"
                + " unit, expected_interval_ms, first_seen_at) VALUES"
                + " (1, 'one', 'ACTIVE', 1, '', 'One', 'INTERVAL', 'START', 'KWH', 600000, 0),"
                + " (2, 'two', 'UNASSIGNED', 0, '', 'Two', 'INTERVAL', 'START', 'KWH', 600000, 0),"
                + " (3, 'silent', 'ACTIVE', 1, '', 'Three', 'INTERVAL', 'START', 'KWH', 600000, 0)");
        execute("INSERT INTO reading (meter_id, taken_at, value, interval_s, received_at) VALUES"
                + " (1, %d, 0.25, NULL, %d), (1, %d, 100, 900, %d), (1, %d, -0.000000000001, NULL, %d),"
                        .formatted(TEN, TEN + 3_000, TEN + 600_000, TEN + 603_999, TEN + 3_599_999, TEN + 3_600_000)
                + " (1, %d, 0, NULL, %d), (2, %d, 123456789012345678.5, 86400, %d)"
                        .formatted(TEN + 7_200_000, TEN + 90_000_000_000L, TEN + 1_234, TEN + 234));
        execute(
                "INSERT INTO hourly_consumption (meter_id, hour_start, energy_kwh, readings, expected_readings, quality,"
                        + " complete, corrected, quarters, updated_at) VALUES"
                        + " (1, %d, 0.123456789012345, 3, 6, 'PARTIAL', 0, 1, '0.1:1: :0: :0: 0.1:1:s', 1),"
                                .formatted(TEN)
                        // An hour of a gap, in which no reading was taken, and the readings of an hour that nobody
                        // calculated.
                        + " (1, %d, NULL, 0, 6, 'MISSING', 1, 0, ':0: :0: :0: :0:', 1)".formatted(TEN + 3_600_000));
    }

    @Test
    void theReadingsAndTheHoursAreTheSame() throws SQLException {
        List<List<Object>> readings = select(READINGS);
        List<List<Object>> hours = select(HOURS);

        SchemaMigrator.migrate(database);

        assertThat(readings).hasSize(5);
        assertThat(select(READINGS)).isEqualTo(readings);
        assertThat(select(HOURS)).isEqualTo(hours);
        assertThat(select("SELECT readings FROM meter_hour WHERE meter_id = 1 ORDER BY hour_start"))
                .asString()
                .isEqualTo("[[0 0.25 3,600 100 3 900,3599.999 -0.000000000001 0], [null], [0 0 89992800]]");
        assertThat(select("SHOW TABLES LIKE '%unpacked'")).isEmpty();
    }

    @Test
    void anUpgradeThatWasInterruptedGoesOnWhereItWas() throws SQLException {
        List<List<Object>> readings = select(READINGS);
        List<List<Object>> hours = select(HOURS);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target("39")
                .load()
                .migrate();
        execute("RENAME TABLE reading TO reading_unpacked, hourly_consumption TO hour_unpacked");
        execute("INSERT INTO meter_hour (meter_id, hour_start, readings) VALUES (1, %d, '0 0.25 3')".formatted(TEN));

        SchemaMigrator.migrate(database);

        assertThat(select(READINGS)).isEqualTo(readings);
        assertThat(select(HOURS)).isEqualTo(hours);
    }

    @Test
    void anUpgradeThatHadDroppedTheReadingsGoesOnAsWell() throws SQLException {
        SchemaMigrator.migrate(database);
        List<List<Object>> readings = select(READINGS);
        execute("DROP VIEW reading, hourly_consumption");
        execute("CREATE TABLE hour_unpacked (meter_id BIGINT)");
        execute("DELETE FROM flyway_schema_history WHERE version = '39.1'");

        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();

        assertThat(select(READINGS)).isEqualTo(readings);
        assertThat(select("SHOW TABLES LIKE '%unpacked'")).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Numbers as text, because a view has other types of them. */
    private List<List<Object>> select(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> found = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                found.add(row);
            }
            return found;
        }
    }
}
