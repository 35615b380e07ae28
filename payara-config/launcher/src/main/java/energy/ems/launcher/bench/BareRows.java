package energy.ems.launcher.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stores the rows of measurements without looking at anything: a reading each, and their hour's sum. The tables are the
 * bench's own and plain, so that the figure stays comparable whatever EMS does with its tables.
 */
final class BareRows {

    static final int IN_A_TRANSACTION = 1_000;
    static final int CONNECTIONS = 4;

    private static final String READINGS = "bench_reading";
    private static final String HOURS = "bench_hour";
    private static final long HOUR_MILLIS = 3_600_000;

    private final Run run;
    private final int meters;
    private final int stint;

    /** @param stint of how many measurements of a meter one after the other */
    BareRows(Run run, int stint) {
        this.run = run;
        this.stint = stint;
        this.meters = run.options().devices();
    }

    double rate(int measurements) throws Exception {
        BenchedSystem system = run.system();
        drop();
        system.execute("CREATE TABLE " + READINGS + " (meter_id BIGINT NOT NULL, taken_at BIGINT NOT NULL,"
                + " value DECIMAL(30, 12) NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (meter_id, taken_at))"
                + " ENGINE = InnoDB");
        system.execute("CREATE TABLE " + HOURS + " (meter_id BIGINT NOT NULL, hour_start BIGINT NOT NULL,"
                + " energy_kwh DECIMAL(36, 15) NOT NULL, readings INT NOT NULL, PRIMARY KEY (meter_id, hour_start))"
                + " ENGINE = InnoDB");
        try {
            Drain drain = new Drain(measurements);
            run.step("Storing rows without logic", () -> drain.percent() + " %", () -> {
                store(measurements, drain);
                return null;
            });
            return drain.rate();
        } finally {
            drop();
        }
    }

    private void drop() throws SQLException {
        run.system().execute("DROP TABLE IF EXISTS " + READINGS);
        run.system().execute("DROP TABLE IF EXISTS " + HOURS);
    }

    /** Each connection has meters of its own, as the lanes of the intake have. */
    private void store(int measurements, Drain drain) throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            AtomicLong stored = new AtomicLong();
            drain.mark(System.nanoTime(), 0);
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < CONNECTIONS; lane++) {
                int number = lane;
                all.add(lanes.submit((Callable<Void>) () -> {
                    storeLane(number, measurements, stored, drain);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    private void storeLane(int lane, int measurements, AtomicLong stored, Drain drain) throws SQLException {
        long begin = Instant.now().toEpochMilli() / HOUR_MILLIS * HOUR_MILLIS;
        try (Connection connection = run.system().openDatabase();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<long[]> part = new ArrayList<>(IN_A_TRANSACTION);
            for (long i = 0; i < measurements; i++) {
                long meter = i / stint % meters;
                long place = i / stint / meters * stint + i % stint;
                if (meter % CONNECTIONS == lane) {
                    part.add(new long[] {meter, begin + place * Fleet.SPACING.toMillis()});
                }
                if (part.size() == IN_A_TRANSACTION || i == measurements - 1L && !part.isEmpty()) {
                    store(statement, part);
                    connection.commit();
                    long done = stored.addAndGet(part.size());
                    synchronized (drain) {
                        drain.mark(System.nanoTime(), done);
                    }
                    part.clear();
                }
            }
        }
    }

    private static void store(Statement statement, List<long[]> part) throws SQLException {
        StringBuilder readings = new StringBuilder("INSERT INTO " + READINGS + " VALUES ");
        StringBuilder hours = new StringBuilder("INSERT INTO " + HOURS + " VALUES ");
        for (int i = 0; i < part.size(); i++) {
            long meter = part.get(i)[0];
            long at = part.get(i)[1];
            String comma = i == 0 ? "" : ",";
            readings.append("%s(%d,%d,0.123,%d)".formatted(comma, meter, at, at));
            hours.append("%s(%d,%d,0.123,1)".formatted(comma, meter, at / HOUR_MILLIS * HOUR_MILLIS));
        }
        hours.append(" ON DUPLICATE KEY UPDATE energy_kwh = energy_kwh + 0.123, readings = readings + 1");
        statement.executeUpdate(readings.toString());
        statement.executeUpdate(hours.toString());
    }
}
