package energy.ems.launcher.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many bytes of the database a measurement comes to, with all that belongs to it: its share of the hour, indexes and
 * the free part of pages. Measured as what the database's tables, whatever they are, have grown by.
 */
final class Storage implements Benchmark {

    private static final String NAME = "storage";
    private static final String UNIT = "bytes/measurement";
    private static final int MEASUREMENTS = 1_000_000;
    private static final int IN_ONE = 100;
    /** Tables that grow by less are not listed one by one. */
    private static final double WORTH_A_LINE = 0.5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "bytes of the database a measurement, hours and indexes included";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        Fleet fleet = run.announced(new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, measurements));
        run.step("Packing the tables", () -> {
            pack(run.system());
            return null;
        });
        Map<String, Long> before = run.step("Asking how large the tables are", () -> sizes(run.system()));
        new Intake(run, fleet, IN_ONE).take(measurements);
        Map<String, Long> after = run.step("Asking how large the tables are", () -> sizes(run.system()));
        List<Result> parts = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, Long> table : after.entrySet()) {
            long bytes = table.getValue() - before.getOrDefault(table.getKey(), 0L);
            // What another table gives back meanwhile makes no measurement smaller.
            double grown = Math.max(0, bytes) / (double) fleet.sent();
            sum += grown;
            if (grown >= WORTH_A_LINE) {
                parts.add(Result.of(NAME + ": " + table.getKey(), grown, UNIT));
            }
        }
        List<Result> results = new ArrayList<>();
        results.add(Result.of(NAME, sum, UNIT)
                .noting("by %d measurements of %d meters in turn, %d of each"
                        .formatted(fleet.sent(), fleet.size(), fleet.sent() / fleet.size())));
        results.addAll(parts);
        return results;
    }

    /** BEWARE: pages that earlier benchmarks have emptied are filled first, and measurements would take nothing. */
    private static void pack(BenchedSystem system) throws SQLException {
        try (Statement statement = system.database().createStatement()) {
            for (String table : tables(statement)) {
                statement.execute("OPTIMIZE TABLE " + table);
            }
        }
    }

    private static Map<String, Long> sizes(BenchedSystem system) throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Statement statement = system.database().createStatement()) {
            if (!system.database().getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
                // BEWARE: MySQL would answer with what it knew up to a day ago.
                statement.execute("SET SESSION information_schema_stats_expiry = 0");
            }
            for (String table : tables(statement)) {
                statement.execute("ANALYZE TABLE " + table);
            }
            try (ResultSet rows = statement.executeQuery("SELECT table_name, data_length + index_length"
                    + " FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    sizes.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return sizes;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'")) {
            while (rows.next()) {
                tables.add("`" + rows.getString(1) + "`");
            }
        }
        return tables;
    }
}
