package energy.ems.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./ems backup} and {@code ./ems restore}: the database as it was in one instant, in a file of SQL. All that EMS
 * knows is there, what it has not sent yet included; the broker has what was not committed by then.
 */
final class Backup {

    /** So many alerts may have been told of since the backup was made, without one of them being told of by a number twice. */
    private static final long ALERTS_SINCE = 1_000_000;

    /** How every program that dumps ends its file; one that was cut short has no such line. */
    private static final String END = "-- Dump completed";
    /** BEWARE: newer ones of MariaDB begin with this comment, which the clients of MySQL and older ones stumble over. */
    private static final String SANDBOX = "/*M!999999";

    /** Says whose a view was, in a line of its own; only an administrator may make one that belongs to another. */
    private static final String OWNED_VIEW = "/*!50013 DEFINER=";

    private static final String OWN_VIEW = "/*!50013 SQL SECURITY INVOKER */";

    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:mysql://(?<host>\\[[^]]+]|[^:/?]+)(?::(?<port>\\d+))?/(?<name>[^?]+).*");

    private final Settings.Database database;
    private final DatabaseTools tools;
    private final Path directory;
    private final String host;
    private final String port;
    private final String name;

    /** @param directory for files of the moment, the owner's only */
    Backup(Settings.Database database, DatabaseTools tools, Path directory) {
        this.database = database;
        this.tools = tools;
        this.directory = directory;
        Matcher address = ADDRESS.matcher(database.url());
        if (!address.matches()) {
            throw new Problem(
                    "EMS_DB_URL has to name one host and a database, as jdbc:mysql://host:3306/ems, to be" + " copied");
        }
        this.host = address.group("host").replaceAll("[\\[\\]]", "");
        this.port = address.group("port") == null ? "3306" : address.group("port");
        this.name = address.group("name");
    }

    /** Replaces the file at once and only with a whole copy. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Secrets.write(part, "");
        withOptions((options, said) -> {
            try {
                DatabaseTools.run(new ProcessBuilder(tools.dumping(options, name)).redirectOutput(part.toFile()), said);
            } catch (Problem e) {
                Files.deleteIfExists(part);
                throw new Problem("The database could not be copied: " + e.getMessage(), e);
            }
        });
        checkWhole(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Fills an empty database. Afterwards everybody has to log in again, because a session that was ended since the backup
     * would be good again; and alerts are numbered from far above, because browsers know numbers that the backup does not.
     */
    void restore(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new Problem(file + " cannot be read");
        }
        checkWhole(file);
        checkEmpty();
        withOptions((options, said) -> {
            Process client = new ProcessBuilder(tools.loading(options, name))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(said.toFile())
                    .start();
            try (BufferedReader from = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                    BufferedWriter to = client.outputWriter(StandardCharsets.ISO_8859_1)) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    if (!line.startsWith(SANDBOX)) {
                        to.write(line.startsWith(OWNED_VIEW) ? OWN_VIEW : line);
                        to.write('\n');
                    }
                }
            } catch (IOException brokenPipe) {
                // The client has given up, and says why.
            }
            try {
                DatabaseTools.await(client, said);
            } catch (Problem e) {
                throw new Problem(
                        "The database is restored in part only: " + e.getMessage() + "; empty it and try again", e);
            }
        });
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE alert_sequence SET value = value + " + ALERTS_SINCE);
            statement.executeUpdate("DELETE FROM login_session");
        } catch (SQLException e) {
            throw new Problem("What was restored is no database of this version of EMS: " + e.getMessage(), e);
        }
    }

    private static void checkWhole(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(content.length(), 200)];
            content.seek(content.length() - end.length);
            content.readFully(end);
            // The last line and not anywhere: the same words may stand in the data.
            String said = new String(end, StandardCharsets.ISO_8859_1).strip();
            if (!said.substring(said.lastIndexOf('\n') + 1).startsWith(END)) {
                throw new Problem(file + " is no whole backup: its last line is not \"" + END + "\"");
            }
        }
    }

    private void checkEmpty() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // BEWARE: a server that runs on would find some tables there and others not yet, and take good readings for
            // such as nobody can process.
            if (number(statement, "processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()") > 0) {
                throw new Problem("The database " + name + " is in use, somebody is connected; stop EMS first");
            }
            if (number(statement, "tables WHERE table_schema = DATABASE()") > 0) {
                throw new Problem(
                        "The database " + name + " is not empty, and nothing is overwritten; make an empty one"
                                + " (DROP DATABASE " + name + "; CREATE DATABASE " + name + " CHARACTER SET utf8mb4)");
            }
        } catch (SQLException e) {
            throw new Problem("The database refuses: " + e.getMessage(), e);
        }
    }

    private static int number(Statement statement, String of) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM information_schema." + of)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private interface Work {
        void run(Path options, Path said) throws IOException;
    }

    private void withOptions(Work work) throws IOException {
        Path options = Files.createTempFile(Secrets.createDirectory(directory), "client", ".cnf");
        Path said = Files.createTempFile(directory, "client", ".log");
        try {
            Secrets.write(
                    options,
                    "[client]\nprotocol=tcp\nhost=" + host + "\nport=" + port + "\nuser=" + quoted(database.user())
                            + "\npassword=" + quoted(database.password()) + "\n");
            work.run(options, said);
        } finally {
            Files.deleteIfExists(options);
            Files.deleteIfExists(said);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
