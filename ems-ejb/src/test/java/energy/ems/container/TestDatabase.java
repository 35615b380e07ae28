package energy.ems.container;

import com.mysql.cj.jdbc.MysqlDataSource;
import energy.ems.launcher.EmbeddedDatabase;
import energy.ems.platform.SchemaMigrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A real MariaDB for tests, started once for this process with its data in a temporary folder; with
 * {@code -Dtests.servers=today}, and where it can be had, a MySQL 9 ({@code servers-of-today.sh}). Each test class takes a
 * database of its own in it. The system property {@code ems.test.db} names a server that runs already instead, as a JDBC
 * address with {@code %s} for the database's name.
 */
public final class TestDatabase {

    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long MEMORY_WANTED = 4L << 30;

    private static final AtomicInteger DATABASES = new AtomicInteger();
    /** As the servers' connection pool is set up; it comes behind {@code SET SESSION}. */
    private static final String READ_COMMITTED = "TRANSACTION ISOLATION LEVEL READ COMMITTED";

    private static TestDatabase running;

    private final String url;

    /** Makes the tables of this version, with the rows that they have from the start. */
    private List<String> schema;

    private TestDatabase(String url) {
        this.url = url;
    }

    public static synchronized TestDatabase running() {
        if (running == null) {
            String given = System.getProperty("ems.test.db");
            running = new TestDatabase(given != null ? given : start());
        }
        return running;
    }

    private static String start() {
        if ("today".equals(System.getProperty("tests.servers"))) {
            Optional<String> url = MySqlOfToday.start();
            if (url.isPresent()) {
                return url.get();
            }
        }
        try {
            Path directory = Files.createTempDirectory(parent(), "ems-database");
            EmbeddedDatabase server = EmbeddedDatabase.start(directory, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                TestFiles.delete(directory);
            }));
            return server.jdbcUrl("%s") + "?user=" + server.user() + "&password=" + server.password();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In memory where there is enough of it: to make a database waits for the disk once for each of its tables, and
     * nothing of it has to outlive this process.
     */
    private static Path parent() {
        return Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() > MEMORY_WANTED
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * A database with the schema of this version and nothing in it. The migrations run once for this process, and what
     * they made is made again: that is the same for a tenth of the time.
     */
    public DataSource newDatabase() {
        DataSource database = emptyDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
            for (String each : schema()) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private synchronized List<String> schema() throws SQLException {
        if (schema == null) {
            DataSource migrated = emptyDatabase();
            SchemaMigrator.migrate(migrated);
            try (Connection connection = migrated.getConnection()) {
                schema = SchemaScript.of(connection);
            }
        }
        return schema;
    }

    /** A database without any table. */
    public DataSource emptyDatabase() {
        String name = "ems_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try (Connection connection = dataSource(url.formatted("")).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return dataSource(url.formatted(name));
    }

    private static DataSource dataSource(String url) {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(url + "&sessionVariables=" + URLEncoder.encode(READ_COMMITTED, StandardCharsets.UTF_8));
        return source;
    }
}
