package energy.ems.launcher.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import energy.ems.launcher.Problem;
import energy.ems.launcher.RunningSystem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The running system as a benchmark meets it: by its broker, by its figures, and by what is committed in its database. */
final class BenchedSystem implements AutoCloseable {

    static final String MEASUREMENTS = "ems.measurements";
    static final String DEVICE_EVENTS = "ems.device-events.monitoring";
    static final String DEVICE_EVENTS_KEY = "ems.device-events";
    static final String TOPIC_EXCHANGE = "amq.topic";

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final RunningSystem system;
    private final Connection broker;
    private final java.sql.Connection database;
    private final Figures figures;

    private BenchedSystem(RunningSystem system)
            throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException, SQLException {
        this.system = system;
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(system.amqp());
        broker = factory.newConnection("ems bench");
        try {
            database = openDatabase();
        } catch (SQLException e) {
            broker.abort();
            throw e;
        }
        figures = new Figures(system);
    }

    static BenchedSystem reach(RunningSystem system) {
        try {
            return new BenchedSystem(system);
        } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException | SQLException e) {
            throw new Problem("The benchmark could not reach the running system: " + e.getMessage(), e);
        }
    }

    RunningSystem described() {
        return system;
    }

    Connection broker() {
        return broker;
    }

    java.sql.Connection database() {
        return database;
    }

    /** Another connection, for somebody who works beside. */
    java.sql.Connection openDatabase() throws SQLException {
        return DriverManager.getConnection(system.jdbc());
    }

    Figures figures() {
        return figures;
    }

    Channel channel() throws IOException {
        return broker.createChannel();
    }

    Publisher publisher() throws IOException {
        return new Publisher(channel());
    }

    /** How many messages of a queue wait and are at nobody. */
    long waiting(String queue) throws IOException, TimeoutException {
        try (Channel looking = channel()) {
            return looking.queueDeclarePassive(queue).getMessageCount();
        }
    }

    /** Returns when all devices of the fleet are monitored. */
    void awaitMonitored(String prefix, long devices) throws Exception {
        Pause.until(
                "monitoring to know " + devices + " devices",
                PATIENCE,
                INTERVAL,
                () -> count("SELECT COUNT(*) FROM meter WHERE state = 'ACTIVE' AND device_id LIKE ?", prefix + "%")
                        >= devices);
    }

    /** Returns when the hourly totals of the fleet are made of so many readings; expensive, to be asked afterwards. */
    void awaitCounted(String prefix, long readings) throws Exception {
        Pause.until(
                "hourly totals of " + readings + " readings", PATIENCE, INTERVAL, () -> counted(prefix) >= readings);
    }

    /** Of how many readings the hourly totals of the meters are made whose id begins so. */
    long counted(String prefix) throws SQLException {
        return count(
                "SELECT COALESCE(SUM(h.readings), 0) FROM hourly_consumption h JOIN meter m ON m.id = h.meter_id"
                        + " WHERE m.device_id LIKE ?",
                prefix + "%");
    }

    /** How much energy the hourly totals of the meters hold whose id begins so. */
    BigDecimal energy(String prefix) throws SQLException {
        try (PreparedStatement statement =
                database.prepareStatement("SELECT COALESCE(SUM(h.energy_kwh), 0) FROM hourly_consumption h"
                        + " JOIN meter m ON m.id = h.meter_id WHERE m.device_id LIKE ?")) {
            statement.setString(1, prefix + "%");
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBigDecimal(1);
            }
        }
    }

    /** The number of the last alert, raised or changed. */
    long newestAlert() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(sequence), 0) FROM alert")) {
            result.next();
            return result.getLong(1);
        }
    }

    long count(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a benchmark had quarantined is nobody's work. */
    void forgetQuarantined(String device) throws SQLException {
        try (PreparedStatement statement =
                database.prepareStatement("DELETE FROM quarantined_reading WHERE device_id = ?")) {
            statement.setString(1, device);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        broker.abort();
        database.close();
    }
}
