package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import energy.ems.launcher.AuditCheck;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody with the password of the database changes the audit log of a running system: {@code ./ems audit verify} says so. */
@Timeout(300)
class AuditVerifyIT {

    private String jdbc;
    private Connection database;
    private String said;
    /** One whose change hurts no other test; its seal is far from the end. */
    private long entry;

    @BeforeEach
    void openTheSystem() throws SQLException {
        TestedSystem system = TestedSystem.open();
        assumeTrue(system.jdbc().isPresent(), "the database is not named");
        jdbc = system.jdbc().orElseThrow();
        Household.shared();
        database = DriverManager.getConnection(jdbc);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> number("SELECT COUNT(*) FROM audit_seal") > 4);
        entry = number("SELECT entry_id FROM audit_seal WHERE number = 3");
    }

    @AfterEach
    void close() throws SQLException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void whatWasChangedTakenAwayOrSlippedInIsToldOf() throws SQLException {
        assertThat(verify(null)).as(() -> said).isZero();
        String noted = said.substring(said.lastIndexOf(' ')).strip();
        assertThat(verify(noted)).as(() -> said).isZero();
        assertThat(verify("0".repeat(63) + "1")).isEqualTo(1);
        assertThat(said).contains("is not in the log any more");

        whileChanged(
                "UPDATE audit_entry SET actor = CONCAT(actor, '-') WHERE id = " + entry,
                "UPDATE audit_entry SET actor = LEFT(actor, CHAR_LENGTH(actor) - 1) WHERE id = " + entry,
                "entry " + entry + " of ");
        whileChanged(
                "UPDATE audit_entry SET id = -7 WHERE id = " + entry,
                "UPDATE audit_entry SET id = " + entry + " WHERE id = -7",
                "entry " + entry + " is gone");
        whileChanged(
                "INSERT INTO audit_entry (id, at, actor, action, outcome) VALUES (-8, 0, 'admin', 'LOGGED_IN', 'SUCCESS')",
                "DELETE FROM audit_entry WHERE id = -8",
                "entry -8 of 1970-01-01T00:00:00Z was never sealed");
        whileChanged(
                "UPDATE audit_seal SET number = -9 WHERE number = 3",
                "UPDATE audit_seal SET number = 3 WHERE number = -9",
                "seal 2 is gone");

        assertThat(verify(noted)).as(() -> said).isZero();
    }

    private void whileChanged(String change, String undo, String told) throws SQLException {
        try (Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(change)).isOne();
            try {
                assertThat(verify(null)).isEqualTo(1);
                assertThat(said).contains(told);
            } finally {
                statement.executeUpdate(undo);
            }
        }
    }

    private int verify(String noted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int exit = new AuditCheck(jdbc, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .run(Optional.ofNullable(noted));
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
