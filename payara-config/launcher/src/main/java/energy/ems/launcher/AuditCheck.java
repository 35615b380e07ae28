package energy.ems.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code ./ems audit verify}: whether the audit log is what was sealed. Computed here from the rows alone, without asking
 * the server, which somebody who changes the log might have changed as well.
 */
public final class AuditCheck {

    private static final String BEGINNING = "0".repeat(64);
    private static final int MOST_TOLD = 20;
    /** Sealing takes seconds; what has no seal after minutes was slipped in, or the server does not seal. */
    private static final Duration SEALED_WITHIN = Duration.ofMinutes(5);

    private static final String SEALED =
            "SELECT s.number, s.entry_id, s.hash, e.id, e.at, e.actor, e.action, e.subject,"
                    + " e.detail, e.address, e.outcome FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id"
                    + " WHERE s.number > 1 ORDER BY s.number";
    /** Where the chain begins: with nothing, or with the last seal that was removed because of its age. */
    private static final String FIRST = "SELECT hash, stands_for FROM audit_seal WHERE number = 1";

    private static final String UNSEALED = "SELECT e.id, e.at FROM audit_entry e"
            + " LEFT JOIN audit_seal s ON s.entry_id = e.id WHERE s.entry_id IS NULL ORDER BY e.id";

    private final String jdbc;
    private final PrintStream out;
    private int problems;

    /** @param jdbc with the credentials */
    public AuditCheck(String jdbc, PrintStream out) {
        this.jdbc = jdbc;
        this.out = out;
    }

    /**
     * @param noted a seal that was written down before, which has to be there still
     * @return 0 when all is as it was sealed
     */
    public int run(Optional<String> noted) {
        try (Connection database = DriverManager.getConnection(jdbc)) {
            database.setAutoCommit(false);
            chain(database, noted);
            unsealed(database);
        } catch (SQLException e) {
            throw new Problem("The audit log cannot be read: " + e.getMessage(), e);
        }
        if (problems > MOST_TOLD) {
            out.println("and " + (problems - MOST_TOLD) + " more");
        }
        return problems == 0 ? 0 : 1;
    }

    private void chain(Connection database, Optional<String> noted) throws SQLException {
        String before = BEGINNING;
        long number = 1;
        try (Statement statement = database.createStatement();
                ResultSet first = statement.executeQuery(FIRST)) {
            if (!first.next()) {
                tell("the beginning of the seals is gone");
            } else if (first.getLong("stands_for") > 0) {
                before = first.getString("hash");
                number = first.getLong("stands_for");
            } else if (!first.getString("hash").equals(BEGINNING)) {
                tell("the beginning of the seals was changed");
            }
        }
        long removed = number - 1;
        boolean seen = noted.isEmpty() || noted.get().equals(before) && removed > 0;
        try (Statement statement = streaming(database);
                ResultSet rows = statement.executeQuery(SEALED)) {
            while (rows.next()) {
                number++;
                if (rows.getLong("number") != number) {
                    tell("seal " + (number - 1) + " is gone");
                    number = rows.getLong("number");
                }
                String hash = rows.getString("hash");
                if (rows.getObject("id") == null) {
                    tell("entry " + rows.getLong("entry_id") + " is gone");
                } else if (!hash.equals(seal(before, rows))) {
                    tell("entry " + rows.getLong("id") + " of " + Instant.ofEpochMilli(rows.getLong("at"))
                            + " is not as it was sealed, or seal " + (number - 1) + " was changed");
                }
                seen |= noted.filter(hash::equals).isPresent();
                // What the seal itself says, so that one change is told of once.
                before = hash;
            }
        }
        if (!seen) {
            tell("the seal that you noted is not in the log any more: " + noted.get()
                    + (removed == 0
                            ? ""
                            : "; it may be one of the first " + removed + ", which were removed because of their age"));
        }
        out.println(number - 1 + " entries were sealed"
                + (removed == 0 ? "" : ", of which the first " + removed + " were removed because of their age")
                + "; the last seal is " + before);
    }

    private void unsealed(Connection database) throws SQLException {
        long due = Instant.now().minus(SEALED_WITHIN).toEpochMilli();
        try (Statement statement = streaming(database);
                ResultSet rows = statement.executeQuery(UNSEALED)) {
            while (rows.next()) {
                if (rows.getLong("at") < due) {
                    tell("entry " + rows.getLong("id") + " of " + Instant.ofEpochMilli(rows.getLong("at"))
                            + " was never sealed");
                }
            }
        }
    }

    private static Statement streaming(Connection database) throws SQLException {
        Statement statement = database.createStatement();
        // Row by row: the log may be longer than memory.
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    private void tell(String problem) {
        problems++;
        if (problems <= MOST_TOLD) {
            out.println(problem);
        }
    }

    private static String seal(String before, ResultSet entry) throws SQLException {
        StringBuilder text = new StringBuilder(before);
        for (String column : new String[] {"id", "at", "actor", "action", "subject", "detail", "address", "outcome"}) {
            String field = entry.getString(column);
            text.append('|').append(field == null ? "-" : field.length() + ":" + field);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
