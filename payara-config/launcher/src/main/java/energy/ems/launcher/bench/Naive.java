package energy.ems.launcher.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How most programs of this kind work, written out plainly beside EMS: each message in a transaction of its own, which
 * looks for the device, stores the reading, adds it to its hour and compares with the limit; then commit, then
 * acknowledge. It does none of what makes EMS exact.
 */
final class Naive implements Benchmark {

    private static final String NAME = "naive";
    private static final int MEASUREMENTS = 20_000;
    private static final int PREFETCH = 250;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final List<String> TABLES =
            List.of("bench_naive_alert", "bench_naive_hour", "bench_naive_reading", "bench_naive_device");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "the same by a plain consumer of the bench's own, one message in a transaction";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        List<Result> results =
                new ArrayList<>(run.limits().measure(1, 1, run.options().measurementsOr(Single.MEASUREMENTS)));
        Fleet fleet = new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, measurements);
        String queue = "ems.bench." + UUID.randomUUID();
        try (Channel channel = run.system().channel();
                Connection database = run.system().openDatabase()) {
            channel.queueDeclare(queue, true, false, false, null);
            try {
                run.step("Preparing the plain consumer", () -> {
                    prepare(run.system(), database, fleet);
                    fill(run, fleet, queue, measurements);
                    return null;
                });
                Drain drain = new Drain(measurements);
                run.step("Draining " + measurements + " measurements", () -> drain.percent() + " %", () -> {
                    consume(channel, queue, database, drain);
                    return null;
                });
                results.add(Result.of(NAME, drain.rate(), Limits.UNIT)
                        .beside(run.limits().possible(1, 1))
                        .noting(run.found(Single.NAME)
                                .map(single -> "EMS is " + Result.rounded(single / drain.rate()) + " times as fast")
                                .orElse("one message, one transaction")));
                return results;
            } finally {
                channel.queueDelete(queue);
                drop(run.system());
            }
        }
    }

    private static void prepare(BenchedSystem system, Connection database, Fleet fleet) throws SQLException {
        drop(system);
        system.execute("CREATE TABLE bench_naive_device (id VARCHAR(64) NOT NULL, max_hourly_kwh DECIMAL(18, 6),"
                + " PRIMARY KEY (id)) ENGINE = InnoDB");
        system.execute("CREATE TABLE bench_naive_reading (id BIGINT NOT NULL AUTO_INCREMENT,"
                + " device_id VARCHAR(64) NOT NULL, taken_at BIGINT NOT NULL, kwh DECIMAL(30, 12) NOT NULL,"
                + " PRIMARY KEY (id), KEY (device_id, taken_at)) ENGINE = InnoDB");
        system.execute("CREATE TABLE bench_naive_hour (id BIGINT NOT NULL AUTO_INCREMENT,"
                + " device_id VARCHAR(64) NOT NULL, hour_start BIGINT NOT NULL, kwh DECIMAL(36, 15) NOT NULL,"
                + " PRIMARY KEY (id), UNIQUE KEY (device_id, hour_start)) ENGINE = InnoDB");
        system.execute("CREATE TABLE bench_naive_alert (id BIGINT NOT NULL AUTO_INCREMENT,"
                + " device_id VARCHAR(64) NOT NULL, hour_start BIGINT NOT NULL, PRIMARY KEY (id)) ENGINE = InnoDB");
        database.setAutoCommit(false);
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO bench_naive_device VALUES (?, 1000)")) {
            for (int meter = 0; meter < fleet.size(); meter++) {
                insert.setString(1, fleet.id(meter));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        database.commit();
    }

    private static void drop(BenchedSystem system) throws SQLException {
        for (String table : TABLES) {
            system.execute("DROP TABLE IF EXISTS " + table);
        }
    }

    private static void fill(Run run, Fleet fleet, String queue, int measurements) throws IOException {
        try (Publisher publisher = run.system().publisher()) {
            fleet.messages(measurements, 1, body -> publisher.send("", queue, body));
            publisher.confirmed();
        }
    }

    private static void consume(Channel channel, String queue, Connection database, Drain drain) throws Exception {
        CompletableFuture<Void> empty = new CompletableFuture<>();
        channel.basicQos(PREFETCH);
        try (Store store = new Store(database)) {
            drain.mark(System.nanoTime(), 0);
            channel.basicConsume(queue, false, new DefaultConsumer(channel) {
                private long taken;

                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                        throws IOException {
                    try {
                        store.store(body);
                        channel.basicAck(envelope.getDeliveryTag(), false);
                        drain.mark(System.nanoTime(), ++taken);
                    } catch (SQLException e) {
                        empty.completeExceptionally(e);
                    }
                    if (drain.isOver()) {
                        empty.complete(null);
                    }
                }
            });
            empty.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** What becomes of one message. */
    private static final class Store implements AutoCloseable {

        private final Connection database;
        private final PreparedStatement device;
        private final PreparedStatement reading;
        private final PreparedStatement hour;
        private final PreparedStatement newHour;
        private final PreparedStatement changedHour;
        private final PreparedStatement alert;

        Store(Connection database) throws SQLException {
            this.database = database;
            device = database.prepareStatement("SELECT max_hourly_kwh FROM bench_naive_device WHERE id = ?");
            reading = database.prepareStatement(
                    "INSERT INTO bench_naive_reading (device_id, taken_at, kwh) VALUES (?, ?, ?)");
            hour = database.prepareStatement(
                    "SELECT id, kwh FROM bench_naive_hour WHERE device_id = ? AND hour_start = ? FOR UPDATE");
            newHour = database.prepareStatement(
                    "INSERT INTO bench_naive_hour (device_id, hour_start, kwh) VALUES (?, ?, ?)");
            changedHour = database.prepareStatement("UPDATE bench_naive_hour SET kwh = ? WHERE id = ?");
            alert = database.prepareStatement("INSERT INTO bench_naive_alert (device_id, hour_start) VALUES (?, ?)");
        }

        void store(byte[] body) throws SQLException {
            JsonObject measurement;
            try (JsonReader json = Json.createReader(new ByteArrayInputStream(body))) {
                measurement = json.readObject();
            }
            String id = measurement.getString("device_id");
            long at = measurement.getJsonNumber("timestamp").longValueExact();
            BigDecimal kwh = measurement.getJsonNumber("measurement_value").bigDecimalValue();
            BigDecimal limit = limit(id);
            reading.setString(1, id);
            reading.setLong(2, at);
            reading.setBigDecimal(3, kwh);
            reading.executeUpdate();
            long start = at / HOUR_MILLIS * HOUR_MILLIS;
            if (add(id, start, kwh).compareTo(limit) > 0) {
                alert.setString(1, id);
                alert.setLong(2, start);
                alert.executeUpdate();
            }
            database.commit();
        }

        private BigDecimal limit(String id) throws SQLException {
            device.setString(1, id);
            try (ResultSet found = device.executeQuery()) {
                if (!found.next()) {
                    throw new SQLException("There is no device " + id);
                }
                return found.getBigDecimal(1);
            }
        }

        /** @return what the hour comes to by it */
        private BigDecimal add(String id, long start, BigDecimal kwh) throws SQLException {
            hour.setString(1, id);
            hour.setLong(2, start);
            try (ResultSet found = hour.executeQuery()) {
                if (found.next()) {
                    BigDecimal sum = found.getBigDecimal(2).add(kwh);
                    changedHour.setBigDecimal(1, sum);
                    changedHour.setLong(2, found.getLong(1));
                    changedHour.executeUpdate();
                    return sum;
                }
            }
            newHour.setString(1, id);
            newHour.setLong(2, start);
            newHour.setBigDecimal(3, kwh);
            newHour.executeUpdate();
            return kwh;
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement each : List.of(device, reading, hour, newHour, changedHour, alert)) {
                each.close();
            }
        }
    }
}
