package energy.ems.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB server as a child process, with its data in one directory, listening on the loopback address only.
 *
 * <p>Fully durable (every commit is flushed). Its one account {@value #USER} has a generated password, kept in the
 * directory and readable for the owner only, and owns every database whose name starts with {@code ems}. A server that a
 * killed launcher left behind on the same directory is stopped before the new one starts. Not thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    public static final String USER = "ems";

    private static final String DATABASE = "ems";
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final String password;
    private final PidFile pidFile;
    private Process server;

    private EmbeddedDatabase(Path directory, int port) throws IOException {
        this.directory = Secrets.createDirectory(directory.toAbsolutePath());
        this.port = port;
        this.password = Secrets.readOrCreate(this.directory.resolve("password"));
        this.pidFile = new PidFile(this.directory.resolve("pid"));
    }

    /**
     * Starts the server and waits until it takes connections. The first start in a directory makes the system tables.
     *
     * @param directory where the data lie or will lie; made when missing
     * @param port on the loopback address; 0 takes any free one
     * @throws Problem with one line that says why the server does not run
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        try {
            EmbeddedDatabase database = new EmbeddedDatabase(directory, port == 0 ? Ports.anyFree() : port);
            database.pidFile.stop(STOP_PATIENCE);
            if (!Ports.isFree(database.port)) {
                throw new Problem("Port " + database.port + ", wanted for the embedded database, is taken;"
                        + " stop the program that uses it, or set EMS_DB_PORT to a free one");
            }
            MariaDbProgram program = MariaDbProgram.unpacked();
            database.install(program);
            database.run(program);
            return database;
        } catch (IOException e) {
            throw new Problem("The embedded database cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Address of the database {@code ems}, without the credentials. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** Address of another database of this server; its name must start with {@code ems}. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    public boolean isRunning() {
        return server != null && server.isAlive();
    }

    /** Stops the server cleanly and waits for its end. */
    @Override
    public void close() {
        if (server == null) {
            return;
        }
        PidFile.stop(server.toHandle(), STOP_PATIENCE);
        try {
            pidFile.delete();
        } catch (IOException e) {
            throw new Problem("Cannot clean up " + directory + ": " + e.getMessage(), e);
        }
    }

    private void install(MariaDbProgram program) throws IOException {
        if (Files.exists(data())) {
            return;
        }
        // A start that was cut short leaves only this directory behind, never half of a database under the final name.
        Path parts = directory.resolve("data.part");
        Trees.delete(parts);
        Files.createDirectories(parts);
        List<String> command = command(program, parts);
        command.addAll(List.of("--bootstrap", "--log-warnings=0", "--max-allowed-packet=16M"));
        Process bootstrap = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        try (OutputStream sql = bootstrap.getOutputStream()) {
            sql.write(program.systemTables().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Problem(reason("could not be installed"), e);
        }
        if (exitOf(bootstrap) != 0) {
            throw new Problem(reason("could not be installed"));
        }
        Files.move(parts, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(MariaDbProgram program) throws IOException {
        Path accounts = directory.resolve("accounts.sql");
        Secrets.write(accounts, accounts());
        List<String> command = command(program, data());
        command.addAll(List.of(
                "--console",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                // On the loopback address TLS protects nothing, and making its certificate takes seconds at each start.
                "--skip-ssl",
                "--init-file=" + accounts,
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--max-connections=250",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=256M",
                "--innodb-log-file-size=256M",
                "--innodb-flush-log-at-trx-commit=1"));
        if (!MariaDbProgram.isWindows()) {
            // Relative, because the path of a socket may have about 100 characters only; it lies in the data directory.
            command.add("--socket=mariadb.sock");
        }
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()))
                .start();
        pidFile.write(server.toHandle());
        awaitReady();
    }

    private List<String> command(MariaDbProgram program, Path data) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                program.server().toString(),
                "--no-defaults",
                "--basedir=" + program.home(),
                "--datadir=" + data,
                "--tmpdir=" + temporary));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return command;
    }

    /** Run by the server at every start before it takes connections, so that there is never an open account. */
    private String accounts() {
        String account = "'" + USER + "'@'127.0.0.1'";
        return String.join(
                "\n",
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4;",
                "CREATE USER IF NOT EXISTS " + account + ";",
                "ALTER USER " + account + " IDENTIFIED BY '" + password + "';",
                "GRANT ALL PRIVILEGES ON `ems%`.* TO " + account + ";",
                "DROP USER IF EXISTS 'root'@'localhost', 'root'@'127.0.0.1', 'root'@'::1';",
                "");
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        SQLException last = null;
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new Problem(reason("did not start"));
            }
            try (Connection connection = DriverManager.getConnection(jdbcUrl(), USER, password)) {
                connection.getMetaData();
                return;
            } catch (SQLException e) {
                last = e;
            }
            pause();
        }
        close();
        throw new Problem(reason("did not become ready in " + START_PATIENCE.toSeconds() + " s"), last);
    }

    /** Names the server's own first error, which is what a person needs to read. */
    private String reason(String failure) {
        String said;
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            said = lines.filter(line -> line.contains("[ERROR]"))
                    .map(line -> line.substring(line.indexOf("[ERROR]") + "[ERROR]".length())
                            .strip())
                    .findFirst()
                    .orElse("no reason given");
        } catch (IOException e) {
            said = "its log cannot be read";
        }
        return "The embedded database " + failure + ": " + said + " (see " + log() + ")";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while the embedded database was starting", e);
        }
    }

    private static int exitOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while the embedded database was being installed", e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("mariadb.log");
    }
}
