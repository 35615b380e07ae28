package energy.ems.container;

import energy.ems.launcher.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A MySQL 9 of {@code servers-of-today.sh}, for as long as this process runs. */
final class MySqlOfToday {

    private static final Path SCRIPT =
            Path.of("../payara-config/servers-of-today.sh").toAbsolutePath();

    private MySqlOfToday() {}

    /** Its JDBC address with {@code %s} for a database's name; empty, with a line of the script's, where it is not to be had. */
    static Optional<String> start() {
        try {
            Path directory = Files.createTempDirectory("ems-mysql");
            Path log = directory.resolve("log");
            if (run(log, "provide").waitFor() != 0) {
                System.err.println(Files.readString(log));
                return Optional.empty();
            }
            int port = Ports.anyFree();
            // What a test has made is worth nothing after it: nobody waits for the disk.
            Process mysql = run(
                    log,
                    "mysql",
                    directory.resolve("data").toString(),
                    "--port=" + port,
                    "--skip-log-bin",
                    "--innodb-flush-method=nosync",
                    "--innodb-doublewrite=OFF",
                    "--innodb-flush-log-at-trx-commit=0");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                mysql.destroyForcibly().onExit().join();
                TestFiles.delete(directory);
            }));
            String url = "jdbc:mysql://127.0.0.1:" + port + "/%s?user=root";
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> answers(url.formatted(""), mysql, log));
            return Optional.of(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process run(Path log, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static boolean answers(String url, Process mysql, Path log) throws IOException {
        if (!mysql.isAlive()) {
            throw new AssertionError(Files.readString(log));
        }
        try (var connection = DriverManager.getConnection(url)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
