package energy.ems.container;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What a new device leaves in the tables of device management: how many rows in each. */
record Traces(long devices, long changes, long messages, long auditEntries) {

    static Traces of(String deviceId, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new Traces(
                    count(connection, "device WHERE id = ?", deviceId),
                    count(connection, "device_change WHERE device_id = ?", deviceId),
                    count(connection, "outbox WHERE CONVERT(body USING utf8mb4) LIKE CONCAT('%', ?, '%')", deviceId),
                    count(connection, "audit_entry WHERE subject = ?", deviceId));
        }
    }

    private static long count(Connection connection, String what, String deviceId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*) FROM " + what)) {
            query.setString(1, deviceId);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }
}
