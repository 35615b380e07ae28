package energy.ems.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that MariaDB and MySQL bring along to copy a database out and in; {@code ./ems} brings none. */
record DatabaseTools(Path dump, Path client) {

    /** @throws Problem when there are none on the path */
    static DatabaseTools find(String path) {
        for (String[] names : new String[][] {{"mariadb-dump", "mariadb"}, {"mysqldump", "mysql"}}) {
            Optional<Path> dump = onPath(path, names[0]);
            Optional<Path> client = onPath(path, names[1]);
            if (dump.isPresent() && client.isPresent()) {
                return new DatabaseTools(dump.get(), client.get());
            }
        }
        throw new Problem(
                "Neither mariadb-dump with mariadb nor mysqldump with mysql is on the PATH; install the client"
                        + " of your database (Debian: mariadb-client)");
    }

    /**
     * How a consistent copy is made while the database is written to: all tables as they were in one instant, and nobody
     * waits.
     */
    List<String> dumping(Path options, String database) {
        List<String> command = new ArrayList<>(List.of(
                dump.toString(),
                // Has to be the first. The password is in it, for a command line is seen by everybody on the machine.
                "--defaults-extra-file=" + options,
                "--single-transaction",
                "--quick",
                "--skip-lock-tables",
                // What only a database's administrator may see, and EMS has not got.
                "--no-tablespaces",
                "--hex-blob",
                "--default-character-set=utf8mb4"));
        if (!dump.endsWith("mariadb-dump")) {
            // Where the source is a MariaDB, or numbers its transactions.
            command.addAll(List.of("--column-statistics=0", "--set-gtid-purged=OFF"));
        }
        command.add(database);
        return command;
    }

    List<String> loading(Path options, String database) {
        return List.of(
                client.toString(),
                "--defaults-extra-file=" + options,
                "--batch",
                "--default-character-set=utf8mb4",
                database);
    }

    /** Runs one to its end; what it says goes to {@code said}. */
    static void run(ProcessBuilder builder, Path said) throws IOException {
        Process process = builder.redirectError(said.toFile()).start();
        await(process, said);
    }

    /** @throws Problem with the last line that it said, when it failed */
    static void await(Process process, Path said) throws IOException {
        try {
            if (process.waitFor() != 0) {
                List<String> lines = Files.readAllLines(said, StandardCharsets.ISO_8859_1);
                throw new Problem(lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
    }

    private static Optional<Path> onPath(String path, String name) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> Stream.of(Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
