package energy.ems.container;

import com.mysql.cj.jdbc.MysqlDataSource;
import energy.ems.schema.SchemaMigrator;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real MariaDB for tests: the machine's own, started once for this process with its data in a temporary folder. Each
 * test class takes a database of its own in it.
 */
public final class TestDatabase {

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static TestDatabase running;

    private final String url;

    private TestDatabase(String url) {
        this.url = url;
    }

    /** Skips the calling test where there is no MariaDB on the machine. */
    public static synchronized TestDatabase running() {
        if (running == null) {
            String given = System.getProperty("ems.test.db");
            running = new TestDatabase(given != null ? given : start());
        }
        return running;
    }

    private static String start() {
        Assumptions.assumeTrue(Files.isExecutable(SERVER), "mariadb-server is not installed");
        try {
            Path data = Files.createTempDirectory("ems-mariadb");
            int port = freePort();
            run(List.of(
                    "mariadb-install-db",
                    "--no-defaults",
                    "--user=" + user(),
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db"));
            Process server = new ProcessBuilder(
                            SERVER.toString(),
                            "--no-defaults",
                            "--user=" + user(),
                            "--datadir=" + data,
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--socket=" + data.resolve("socket"),
                            "--character-set-server=utf8mb4",
                            "--transaction-isolation=READ-COMMITTED",
                            "--innodb-flush-log-at-trx-commit=2")
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("server.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
            String url = "jdbc:mysql://127.0.0.1:" + port + "/%s?user=root&password=";
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                try (Connection connection = dataSource(url.formatted("")).getConnection()) {
                    return connection.isValid(1);
                }
            });
            return url;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void stop(Process server, Path data) {
        server.destroy();
        try {
            server.waitFor(20, TimeUnit.SECONDS);
            run(List.of("rm", "-rf", data.toString()));
        } catch (InterruptedException | IOException e) {
            server.destroyForcibly();
        }
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** An empty database with the schema of this version. */
    public DataSource newDatabase() {
        String name = "ems_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try (Connection connection = dataSource(url.formatted("")).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        DataSource database = dataSource(url.formatted(name));
        SchemaMigrator.migrate(database);
        return database;
    }

    /** The persistence unit of the application on that database. */
    public static EntityManagerFactory entityManagers(DataSource database) {
        return Persistence.createEntityManagerFactory(
                "ems",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.nonJtaDataSource", database,
                        "eclipselink.weaving", "false",
                        "eclipselink.logging.level", "WARNING"));
    }

    private static DataSource dataSource(String url) {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(url);
        return source;
    }
}
