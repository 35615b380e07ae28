package energy.ems.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceBounds;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The database takes what the doors let pass, to the last unit, and nothing beyond. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {

    private static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(DeviceBounds.MOST_DECIMALS);
    private static final String VERSION_BEFORE = "12";

    private static final Map<String, Map<String, Object>> ROWS = Map.ofEntries(
            Map.entry(
                    "meter",
                    Map.ofEntries(
                            Map.entry("device_id", "m"),
                            Map.entry("state", "ACTIVE"),
                            Map.entry("event_version", 1),
                            Map.entry("checksum", ""),
                            Map.entry("name", "m"),
                            Map.entry("reading_mode", "INTERVAL"),
                            Map.entry("interval_stamp", "START"),
                            Map.entry("unit", "KWH"),
                            Map.entry("expected_interval_ms", 600_000),
                            Map.entry("first_seen_at", 0))),
            Map.entry("meter_limit", Map.of("meter_id", 1, "valid_from", 0)),
            Map.entry("meter_owner", Map.of("meter_id", 1, "valid_from", 0)),
            Map.entry(
                    "device",
                    Map.ofEntries(
                            Map.entry("id", "m"),
                            Map.entry("name", "m"),
                            Map.entry("reading_mode", "INTERVAL"),
                            Map.entry("interval_stamp", "START"),
                            Map.entry("unit", "KWH"),
                            Map.entry("expected_interval_ms", 600_000),
                            Map.entry("version", 1),
                            Map.entry("created_at", 0),
                            Map.entry("updated_at", 0),
                            Map.entry("search_text", "m"))),
            Map.entry("device_tombstone", Map.of("device_id", "m", "version", 1, "deleted_at", 0)),
            Map.entry(
                    "device_change",
                    Map.of(
                            "device_id", "m",
                            "version", 1,
                            "kind", "CREATED",
                            "changed_at", 0,
                            "changed_by", "system",
                            "fields", "[]")),
            Map.entry(
                    "tariff",
                    Map.of(
                            "name", "t",
                            "currency", "EUR",
                            "zone", "UTC",
                            "versions", "[]",
                            "version", 1,
                            "created_at", 0,
                            "updated_at", 0)),
            Map.entry("tariff_assignment", Map.of("device_id", "m", "valid_from", "2026-01-01")),
            Map.entry("place_tariff", Map.of("place", "Site", "valid_from", "2026-01-01")),
            Map.entry(
                    "report_subscription", Map.of("username", "u", "place", "", "next_month", "2026-10", "due_at", 0)),
            Map.entry(
                    "report",
                    Map.of(
                            "username",
                            "u",
                            "place",
                            "",
                            "report_month",
                            "2026-10",
                            "scheduled",
                            1,
                            "language",
                            "en",
                            "sees_all",
                            0,
                            "created_at",
                            0,
                            "pdf",
                            new byte[] {1})),
            Map.entry("device_group_member", Map.of("group_id", "g", "kind", "DEVICE", "member", "m")),
            Map.entry("budget", Map.of("kind", "DEVICE", "subject", "m", "valid_from", "2026-01")),
            Map.entry(
                    "notification_choice",
                    Map.of(
                            "username",
                            "u",
                            "mail_kinds",
                            "",
                            "webhook_kinds",
                            "",
                            "all_devices",
                            0,
                            "most_per_hour",
                            1,
                            "version",
                            0)));

    private final DataSource database = TestDatabase.running().newDatabase();

    @BeforeAll
    void makeAGroupThatHasMembers() throws SQLException {
        insert(database, "device_group", Map.of("id", "g", "name", "g", "version", 1));
    }

    private record Bound(
            String name, String table, String column, List<?> inside, List<?> outside, Map<String, ?> beside) {

        Bound(String name, String table, String column, List<?> inside, List<?> outside) {
            this(name, table, column, inside, outside, Map.of());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bound> bounds() {
        String longest = "x".repeat(64);
        List<String> ids = List.of("-12.a_B:9", longest);
        List<String> noIds = List.of("", "a b", "ä", "a\n", "a/b");
        List<String> modes = List.of("INTERVAL", "CUMULATIVE");
        List<String> noModes = List.of("", "interval", "INTERVAL ", "OTHER");
        List<String> stamps = List.of("START", "END");
        List<String> noStamps = List.of("", "start", "MIDDLE");
        List<String> units = List.of("KWH", "WH", "MWH", "KW", "W");
        List<String> noUnits = List.of("", "kWh", "GWH");
        List<String> energies = List.of("KWH", "WH", "MWH");
        List<String> powers = List.of("KW", "W");
        Map<String, String> ofRegister = Map.of("reading_mode", "CUMULATIVE");
        List<String> resets = List.of("NEW_STRETCH", "FROM_ZERO");
        List<String> noResets = List.of("", "from_zero", "ZERO");
        List<String> directions = List.of("CONSUMPTION", "PRODUCTION", "NET");
        List<String> noDirections = List.of("", "net", "BOTH");
        List<?> texts = Arrays.asList(null, " ", "\u200b", longest);
        List<Long> intervals =
                List.of(DeviceBounds.SHORTEST_INTERVAL.toMillis(), DeviceBounds.LONGEST_INTERVAL.toMillis());
        List<Long> noIntervals =
                List.of(DeviceBounds.SHORTEST_INTERVAL.toMillis() - 1, DeviceBounds.LONGEST_INTERVAL.toMillis() + 1);
        List<?> places = Arrays.asList(null, "A", "A/B c/D", "ä".repeat(255));
        List<String> noPlaces = List.of("", "/", "/A", "A/", "A//B");
        List<Integer> mains = List.of(0);
        List<Integer> noMains = List.of(1);
        return Stream.of(
                new Bound(
                        "notification_choice_cap",
                        "notification_choice",
                        "most_per_hour",
                        List.of(1, 60),
                        List.of(0, 61)),
                new Bound(
                        "notification_choice_escalation",
                        "notification_choice",
                        "escalate_after_m",
                        Arrays.asList(null, 5, 1440),
                        List.of(4, 1441)),
                new Bound("meter_place", "meter", "place", places, noPlaces),
                new Bound("meter_main_meter", "meter", "main_meter", mains, noMains),
                new Bound("device_place", "device", "place", places, noPlaces),
                new Bound("device_main_meter", "device", "main_meter", mains, noMains),
                new Bound("meter_device_id", "meter", "device_id", ids, noIds),
                new Bound(
                        "meter_state",
                        "meter",
                        "state",
                        List.of("UNASSIGNED", "ACTIVE", "DELETED"),
                        List.of("", "active", "SILENT")),
                new Bound("meter_event_version", "meter", "event_version", List.of(0, Long.MAX_VALUE), List.of(-1)),
                new Bound("meter_name", "meter", "name", List.of(" ", "\u200b", "n".repeat(200)), List.of("")),
                new Bound("meter_owner_name", "meter", "owner", texts, List.of("")),
                numbers("meter_max_hourly_kwh", "meter", "max_hourly_kwh", DeviceBounds.LARGEST_LIMIT),
                new Bound("meter_reading_mode", "meter", "reading_mode", modes, noModes),
                new Bound("meter_interval_stamp", "meter", "interval_stamp", stamps, noStamps),
                new Bound("meter_unit", "meter", "unit", units, noUnits),
                numbers("meter_register_capacity", "meter", "register_capacity", DeviceBounds.LARGEST_CAPACITY),
                new Bound("meter_expected_interval", "meter", "expected_interval_ms", intervals, noIntervals),
                new Bound("meter_power_is_of_interval", "meter", "unit", energies, powers, ofRegister),
                numbers("meter_max_power_kw", "meter", "max_power_kw", DeviceBounds.LARGEST_POWER),
                new Bound("meter_after_reset", "meter", "after_reset", resets, noResets),
                new Bound("meter_direction", "meter", "direction", directions, noDirections),
                given(numbers("meter_factor", "meter", "factor", DeviceBounds.LARGEST_FACTOR)),
                numbers("meter_limit_kwh", "meter_limit", "limit_kwh", DeviceBounds.LARGEST_LIMIT),
                new Bound("meter_owner_owner", "meter_owner", "owner", texts, List.of("")),
                new Bound("device_id", "device", "id", ids, noIds),
                new Bound("device_version", "device", "version", List.of(1, Long.MAX_VALUE), List.of(0, -1)),
                new Bound("device_name", "device", "name", List.of("n".repeat(200)), List.of("")),
                new Bound("device_owner", "device", "owner", texts, List.of("")),
                numbers("device_max_hourly_kwh", "device", "max_hourly_kwh", DeviceBounds.LARGEST_LIMIT),
                new Bound("device_reading_mode", "device", "reading_mode", modes, noModes),
                new Bound("device_interval_stamp", "device", "interval_stamp", stamps, noStamps),
                new Bound("device_unit", "device", "unit", units, noUnits),
                numbers("device_register_capacity", "device", "register_capacity", DeviceBounds.LARGEST_CAPACITY),
                new Bound("device_expected_interval", "device", "expected_interval_ms", intervals, noIntervals),
                new Bound("device_power_is_of_interval", "device", "unit", energies, powers, ofRegister),
                numbers("device_max_power_kw", "device", "max_power_kw", DeviceBounds.LARGEST_POWER),
                new Bound("device_after_reset", "device", "after_reset", resets, noResets),
                new Bound("device_direction", "device", "direction", directions, noDirections),
                given(numbers("device_factor", "device", "factor", DeviceBounds.LARGEST_FACTOR)),
                new Bound("device_tombstone_version", "device_tombstone", "version", List.of(1), List.of(0)),
                new Bound("device_change_version", "device_change", "version", List.of(1), List.of(0)),
                new Bound(
                        "device_change_kind",
                        "device_change",
                        "kind",
                        List.of("CREATED", "UPDATED", "DELETED"),
                        List.of("", "created", "MOVED")),
                new Bound("tariff_name", "tariff", "name", List.of("n".repeat(100)), List.of("")),
                new Bound("tariff_version", "tariff", "version", List.of(1, Long.MAX_VALUE), List.of(0, -1)),
                new Bound(
                        "tariff_assignment_valid_from",
                        "tariff_assignment",
                        "valid_from",
                        List.of("1970-01-01", "2199-12-31"),
                        List.of("", "2026-1-1", "01.01.2026")),
                new Bound(
                        "place_tariff_place",
                        "place_tariff",
                        "place",
                        List.of("A", "A/B", "p".repeat(255)),
                        List.of("", "/A", "A/", "A//B")),
                new Bound(
                        "device_group_member_kind",
                        "device_group_member",
                        "kind",
                        List.of("DEVICE", "PLACE", "GROUP"),
                        List.of("", "HOUSE")),
                new Bound("budget_kind", "budget", "kind", List.of("DEVICE", "PLACE"), List.of("", "HOUSE")),
                new Bound(
                        "budget_valid_from",
                        "budget",
                        "valid_from",
                        List.of("1970-01", "2199-12"),
                        List.of("", "2026-1", "2026-1a")),
                new Bound(
                        "budget_month_kwh",
                        "budget",
                        "month_kwh",
                        Arrays.asList(null, new BigDecimal("0.001"), new BigDecimal("999999999999.999")),
                        List.of(BigDecimal.ZERO, new BigDecimal("-1"))),
                new Bound(
                        "report_subscription_month",
                        "report_subscription",
                        "next_month",
                        List.of("1970-01", "2199-12"),
                        List.of("", "2026-1", "2026-1a")),
                new Bound(
                        "report_month",
                        "report",
                        "report_month",
                        List.of("1970-01", "2199-12"),
                        List.of("", "2026-1", "2026-1a")),
                new Bound(
                        "report_size",
                        "report",
                        "pdf",
                        List.of(new byte[0], new byte[1_048_576]),
                        List.of(new byte[1_048_577])),
                new Bound(
                        "place_tariff_valid_from",
                        "place_tariff",
                        "valid_from",
                        List.of("1970-01-01", "2199-12-31"),
                        List.of("", "2026-1-1", "01.01.2026")));
    }

    private static Bound numbers(String name, String table, String column, BigDecimal largest) {
        return new Bound(
                name,
                table,
                column,
                Arrays.asList(null, UNIT, largest),
                List.of(BigDecimal.ZERO, UNIT.negate(), largest.add(UNIT)));
    }

    /** A number that is always there. */
    private static Bound given(Bound bound) {
        List<?> inside = bound.inside().stream().filter(Objects::nonNull).toList();
        return new Bound(bound.name(), bound.table(), bound.column(), inside, bound.outside());
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void takesWhatLiesJustInsideAndNothingOutside(Bound bound) {
        for (Object value : bound.inside()) {
            assertThatCode(() -> insert(bound, value)).as("%s", value).doesNotThrowAnyException();
        }
        for (Object value : bound.outside()) {
            assertThatThrownBy(() -> insert(bound, value))
                    .as("%s", value)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(bound.name());
        }
    }

    @Test
    void noBoundIsUntested() throws SQLException {
        assertThat(bounds().map(Bound::name))
                .containsExactlyInAnyOrderElementsOf(
                        column("SELECT constraint_name FROM information_schema.check_constraints"
                                + " WHERE constraint_schema = DATABASE()"));
    }

    @Test
    void anUpgradeSaysWhichRowsAreOutOfBoundsAndGoesOnWhenTheyAreMended() throws SQLException {
        DataSource old = TestDatabase.running().emptyDatabase();
        Flyway.configure()
                .dataSource(old)
                .locations("classpath:db/migration")
                .target(VERSION_BEFORE)
                .load()
                .migrate();
        Map<String, Object> meter = new LinkedHashMap<>(ROWS.get("meter"));
        meter.put("expected_interval_ms", 0);
        insert(old, "meter", meter);
        meter.put("device_id", "another");
        insert(old, "meter", meter);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> SchemaMigrator.migrate(old))
                    .hasMessageContaining("table meter, 2 rows against meter_expected_interval")
                    .hasMessageContaining("SELECT * FROM meter WHERE NOT (expected_interval_ms");
        }

        try (Connection connection = old.getConnection();
                PreparedStatement mend =
                        connection.prepareStatement("UPDATE meter SET expected_interval_ms = 600000")) {
            mend.executeUpdate();
        }
        SchemaMigrator.migrate(old);
        assertThatThrownBy(() -> insert(old, "meter", meter)).hasMessageContaining("meter_expected_interval");
    }

    private void insert(Bound bound, Object value) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>(ROWS.get(bound.table()));
        row.putAll(bound.beside());
        row.put(bound.column(), value);
        insert(database, bound.table(), row);
        try (Connection connection = database.getConnection();
                PreparedStatement clear = connection.prepareStatement("DELETE FROM " + bound.table())) {
            clear.executeUpdate();
        }
    }

    private static void insert(DataSource database, String table, Map<String, Object> row) throws SQLException {
        String columns = String.join(", ", row.keySet());
        String places = row.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")")) {
            int position = 1;
            for (Object value : row.values()) {
                insert.setObject(position++, value);
            }
            insert.executeUpdate();
        }
    }

    private List<String> column(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
