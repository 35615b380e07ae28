package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void keepsItsDataWhenItIsStartedAgain() throws SQLException, IOException {
        Path home = directory.resolve("a path with spaces");
        String password;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            password = database.password();
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE reading (value VARCHAR(20)) ENGINE=InnoDB");
                statement.execute("INSERT INTO reading VALUES ('0.37 kWh ☀')");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0);
                Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT value FROM reading")) {
            assertThat(database.password()).isEqualTo(password);
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("0.37 kWh ☀");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            for (String user : new String[] {"root", "ems", ""}) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "")
                                .close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Access denied");
            }
        }
    }

    @Test
    void takesOverFromAServerThatAKilledLauncherLeftBehind() throws SQLException, IOException {
        // Never closed, as when its launcher is killed.
        EmbeddedDatabase left = EmbeddedDatabase.start(directory, 0);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, left.port());
                Connection connection = connect(database)) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(left.isRunning()).isFalse();
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory, other.getLocalPort()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("EMS_DB_PORT");
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
