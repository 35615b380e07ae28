package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with copies of databases elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {

    private static final String HARD = "Grădină 🌻 '\"\\\\ \\n -- Dump completed";

    @TempDir
    private static Path directory;

    private EmbeddedDatabase server;

    @BeforeAll
    void startTheDatabase() throws SQLException {
        boolean installed = Files.isExecutable(Path.of("/usr/bin/mariadb-dump"));
        assumeThat(installed).as("no mariadb-dump on this machine").isTrue();
        server = EmbeddedDatabase.start(directory.resolve("database"), 0);
        run(
                "ems",
                "CREATE TABLE alert_sequence (id INT PRIMARY KEY, value BIGINT NOT NULL)",
                "INSERT INTO alert_sequence VALUES (1, 41)",
                "CREATE TABLE login_session (id INT PRIMARY KEY)",
                "INSERT INTO login_session VALUES (7)",
                "CREATE TABLE device (name VARCHAR(99), raw VARBINARY(16))",
                "INSERT INTO device VALUES ('" + HARD.replace("\\", "\\\\").replace("'", "''")
                        + "', UNHEX('00FF0A0D27225C1A'))",
                "CREATE SQL SECURITY INVOKER VIEW named AS SELECT name FROM device");
    }

    @AfterAll
    void stopTheDatabase() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatIsRestoredIsWhatWasThereToTheByte() throws IOException, SQLException {
        Path file = directory.resolve("whole.sql");
        backup("ems").write(file);
        run("ems", "CREATE DATABASE ems_whole CHARACTER SET utf8mb4");

        backup("ems_whole").restore(file);

        assertThat(ask("ems_whole", "SELECT CONCAT(name, HEX(raw)) FROM device"))
                .isEqualTo(HARD + "00FF0A0D27225C1A");
        assertThat(ask("ems_whole", "SELECT value FROM alert_sequence")).isEqualTo("1000041");
        assertThat(ask("ems_whole", "SELECT COUNT(*) FROM login_session")).isEqualTo("0");
    }

    /** A view belongs to whoever made it, and only an administrator may make one that belongs to another. */
    @Test
    void aCopyIsRestoredByAnotherUserThanWasThereBefore() throws IOException, SQLException {
        Path file = directory.resolve("moved.sql");
        backup("ems").write(file);
        String text = Files.readString(file);
        String moved = text.replaceAll("DEFINER=\\S+", "DEFINER=`before`@`elsewhere`");
        assertThat(moved).isNotEqualTo(text);
        Files.writeString(file, moved);
        run("ems", "CREATE DATABASE ems_moved CHARACTER SET utf8mb4");

        backup("ems_moved").restore(file);

        assertThat(ask("ems_moved", "SELECT name FROM named")).isEqualTo(HARD);
    }

    /** As of the dumps of MariaDB since 11.4.2, which MySQL's client and older ones refuse at their first line. */
    @Test
    void aCopyOfANewerDatabaseIsRestored() throws IOException, SQLException {
        Path file = directory.resolve("newer.sql");
        backup("ems").write(file);
        String text = Files.readString(file);
        Files.writeString(
                file, text.startsWith("/*M!999999") ? text : "/*M!999999\\- enable the sandbox mode */ \n" + text);
        run("ems", "CREATE DATABASE ems_newer CHARACTER SET utf8mb4");

        backup("ems_newer").restore(file);

        assertThat(ask("ems_newer", "SELECT COUNT(*) FROM device")).isEqualTo("1");
    }

    @Test
    void aCopyThatWasCutShortIsNotRestored() throws IOException, SQLException {
        Path file = directory.resolve("short.sql");
        backup("ems").write(file);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.lastIndexOf("-- Dump completed")));
        run("ems", "CREATE DATABASE ems_short CHARACTER SET utf8mb4");

        assertThatThrownBy(() -> backup("ems_short").restore(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no whole backup");
        assertThat(ask("ems_short", "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"))
                .isEqualTo("0");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = directory.resolve("once.sql");
        backup("ems").write(file);

        assertThatThrownBy(() -> backup("ems").restore(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void nothingIsRestoredWhileSomebodyIsConnected() throws IOException, SQLException {
        Path file = directory.resolve("busy.sql");
        backup("ems").write(file);
        run("ems", "CREATE DATABASE ems_busy CHARACTER SET utf8mb4");

        try (Connection somebody = connect("ems_busy")) {
            assertThat(somebody.isValid(1)).isTrue();
            assertThatThrownBy(() -> backup("ems_busy").restore(file))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("somebody is connected");
        }
    }

    /** The old copy is still there when a new one could not be made. */
    @Test
    void aCopyThatFailsLeavesTheOneBefore() throws IOException {
        Path file = directory.resolve("before.sql");
        backup("ems").write(file);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> backup("ems_nowhere").write(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("ems_nowhere");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.resolve("before.sql.part")).doesNotExist();
    }

    private Backup backup(String name) {
        return new Backup(
                new Settings.Database(server.jdbcUrl(name), server.user(), server.password()),
                DatabaseTools.find("/usr/bin"),
                directory.resolve("run"));
    }

    private void run(String name, String... statements) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private String ask(String name, String question) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name), server.user(), server.password());
    }
}
