package energy.ems.launcher;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running system as a benchmark meets it: by its broker, and by what is committed in its database. */
final class BenchSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Connection broker;
    private final Channel channel;
    private final String jdbc;
    private final java.sql.Connection database;

    private BenchSystem(RunningSystem system)
            throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException, SQLException {
        jdbc = system.jdbc();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(system.amqp());
        broker = factory.newConnection("ems bench");
        try {
            channel = broker.createChannel();
            database = DriverManager.getConnection(jdbc);
        } catch (IOException | SQLException e) {
            broker.abort();
            throw e;
        }
    }

    static RunningSystem running(DataDirectory data) throws IOException {
        return data.readSystem()
                .filter(RunningSystem::ready)
                .orElseThrow(() -> new Problem("EMS does not run; start it with ./ems up"));
    }

    static BenchSystem reach(RunningSystem system) {
        try {
            return new BenchSystem(system);
        } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException | SQLException e) {
            throw new Problem("The benchmark could not reach the running system: " + e.getMessage(), e);
        }
    }

    Channel channel() {
        return channel;
    }

    void announce(String device, BigDecimal limit) throws IOException {
        publish(
                "amq.topic",
                "ems.device-events",
                Json.createObjectBuilder()
                        .add("event_id", UUID.randomUUID().toString())
                        .add("type", "DEVICE_CREATED")
                        .add("version", 1)
                        .add(
                                "occurred_at",
                                Instant.now().minus(Duration.ofHours(2)).toString())
                        .add(
                                "device",
                                Json.createObjectBuilder()
                                        .add("id", device)
                                        .add("name", device)
                                        .addNull("owner")
                                        .add(
                                                "max_hourly_kwh",
                                                limit == null ? Json.createValue(1_000) : Json.createValue(limit))
                                        .add("reading_mode", "INTERVAL")
                                        .add("unit", "kWh"))
                        .build());
    }

    void publish(String exchange, String key, JsonObject body) throws IOException {
        publish(
                exchange,
                key,
                MessageProperties.PERSISTENT_BASIC,
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    void publish(String exchange, String key, BasicProperties properties, byte[] body) throws IOException {
        channel.basicPublish(exchange, key, properties, body);
    }

    /** Returns when so many devices whose id begins so are monitored. */
    void awaitMonitored(String prefix, long devices) throws SQLException {
        awaitAtLeast(devices, "SELECT COUNT(*) FROM meter WHERE state = 'ACTIVE' AND device_id LIKE ?", prefix + "%");
    }

    /** Returns when the hourly totals of the devices whose id begins so are made of so many readings. */
    void awaitCounted(String prefix, long readings) throws SQLException {
        awaitAtLeast(
                readings,
                "SELECT COALESCE(SUM(h.readings), 0) FROM hourly_consumption h JOIN meter m ON m.id = h.meter_id"
                        + " WHERE m.device_id LIKE ?",
                prefix + "%");
    }

    private void awaitAtLeast(long wanted, String query, String parameter) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long count = count(query, parameter);
        while (count < wanted) {
            if (System.nanoTime() > deadline) {
                throw new Problem(
                        "Only " + count + " of " + wanted + " arrived in " + PATIENCE.toMinutes() + " minutes");
            }
            pause(100);
            count = count(query, parameter);
        }
    }

    private long count(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /**
     * Has what is sent from now on wait in the queue until the answer is closed, by the lock that every transaction of
     * the intake takes. For seconds only: the intake gives up a lock after 20.
     */
    Hold holdUpIntake() throws SQLException {
        java.sql.Connection holding = DriverManager.getConnection(jdbc);
        try (PreparedStatement lock = holding.prepareStatement(
                "SELECT number FROM intake_turn WHERE queue = 'ems.measurements' FOR UPDATE")) {
            holding.setAutoCommit(false);
            lock.executeQuery();
            return holding::close;
        } catch (SQLException e) {
            holding.close();
            throw e;
        }
    }

    /** As long as it is open, nothing is taken in. */
    interface Hold extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }

    /** What a benchmark had quarantined is nobody's work. */
    void forgetQuarantined(String device) throws SQLException {
        try (PreparedStatement statement =
                database.prepareStatement("DELETE FROM quarantined_reading WHERE device_id = ?")) {
            statement.setString(1, device);
            statement.executeUpdate();
        }
    }

    static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        broker.abort();
        database.close();
    }
}
