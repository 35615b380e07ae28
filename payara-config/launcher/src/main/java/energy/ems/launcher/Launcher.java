package energy.ems.launcher;

import energy.ems.launcher.bench.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The command line behind {@code ./ems}. */
public final class Launcher {

    private Launcher() {}

    /** Ends the process: 0 when all is well, 1 with one line on standard error when it is not. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            Settings settings =
                    Settings.of(Path.of(System.getProperty("ems.root", "")).toAbsolutePath(), System.getenv());
            String command = arguments.isEmpty() ? "" : arguments.get(0);
            List<String> options = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
            return switch (command) {
                case "up" -> up(settings, options);
                case "status" -> new Status(settings).report(options.contains("--json"), System.out);
                case "down" -> new Status(settings).stop(Terminal.standard());
                case "server" -> new ServerCommand(settings, Terminal.standard()).run(options);
                case "simulate" -> new Simulators(settings).run(options);
                case "bench" ->
                    new Bench(() -> running(settings), settings.adminPassword(), Terminal.standard()).run(options);
                case "audit" -> audit(settings, options);
                case "backup" -> backup(settings, options);
                case "restore" -> restore(settings, options);
                default -> throw new Problem("Unknown command " + command + "; see ./ems help");
            };
        } catch (Problem e) {
            System.err.println("ems: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("ems: the data directory cannot be used: " + e.getMessage());
            return 1;
        }
    }

    /** Of the database that the settings name, so that it works beside a server of one's own, else of what runs. */
    private static int audit(Settings settings, List<String> options) throws IOException {
        if (options.isEmpty() || options.size() > 2 || !options.get(0).equals("verify")) {
            throw new Problem("audit knows verify, and after it a seal that you have noted");
        }
        Optional<String> noted = options.size() > 1 ? Optional.of(options.get(1)) : Optional.empty();
        String database = settings.external().isPresent()
                ? Up.withCredentials(settings.external().get())
                : running(settings).jdbc();
        return new AuditCheck(database, System.out).run(noted);
    }

    /** Of the database that the settings name, else of the embedded one while it runs. */
    private static int backup(Settings settings, List<String> options) throws IOException {
        Path file = onlyFile("backup", options);
        Settings.Database database = settings.external()
                .orElseGet(() -> embedded(settings)
                        .orElseThrow(() -> new Problem("EMS does not run, and EMS_DB_URL names no database")));
        Terminal.standard().step("Copying the database to " + file, () -> {
            tools(settings, database).write(file);
            return null;
        });
        return 0;
    }

    /** Into the empty database that the settings name, else as the embedded one, which must not be there. */
    private static int restore(Settings settings, List<String> options) throws IOException {
        Path file = onlyFile("restore", options);
        if (settings.external().isPresent()) {
            restore(settings, settings.external().get(), file);
            return 0;
        }
        DataDirectory data = new DataDirectory(settings.dataDirectory());
        data.lock();
        if (Files.exists(data.database())) {
            throw new Problem(
                    "There is a database in " + data.database() + ", and nothing is overwritten; move it away");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.database(), 0)) {
            restore(settings, new Settings.Database(database.jdbcUrl(), database.user(), database.password()), file);
        }
        return 0;
    }

    private static void restore(Settings settings, Settings.Database database, Path file) {
        Terminal.standard().step("Restoring the database from " + file, () -> {
            tools(settings, database).restore(file);
            return null;
        });
    }

    private static Backup tools(Settings settings, Settings.Database database) {
        return new Backup(
                database,
                DatabaseTools.find(System.getenv().getOrDefault("PATH", "")),
                new DataDirectory(settings.dataDirectory()).run());
    }

    private static Path onlyFile(String command, List<String> options) {
        if (options.size() != 1) {
            throw new Problem(command + " wants one file");
        }
        return Path.of(options.get(0)).toAbsolutePath();
    }

    /** BEWARE: its port may be another at each start, so that the running system is asked. */
    private static Optional<Settings.Database> embedded(Settings settings) {
        try {
            String address = running(settings).jdbc();
            Path password =
                    new DataDirectory(settings.dataDirectory()).database().resolve("password");
            return Optional.of(new Settings.Database(
                    address.replaceFirst("\\?.*", ""), EmbeddedDatabase.USER, Secrets.readOrCreate(password)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static RunningSystem running(Settings settings) throws IOException {
        return new DataDirectory(settings.dataDirectory())
                .readSystem()
                .filter(RunningSystem::ready)
                .orElseThrow(() -> new Problem("EMS does not run; start it with ./ems up"));
    }

    private static int up(Settings settings, List<String> options) throws IOException {
        UpOptions wanted = UpOptions.of(options);
        Terminal terminal = Terminal.standard();
        if (wanted.detach()) {
            new DetachedStart(settings, wanted, terminal).run();
            return 0;
        }
        Up up = new Up(settings, wanted, terminal);
        up.start();
        if (!wanted.background()) {
            Welcome.show(settings, new DataDirectory(settings.dataDirectory()), terminal);
            terminal.say("Ctrl-C stops it.");
        }
        up.awaitEnd();
        return 0;
    }

    /**
     * How {@code up} was called.
     *
     * @param background started by {@code --detach}: no person reads what is printed
     */
    record UpOptions(boolean demo, boolean detach, boolean background, int nodes) {

        static UpOptions of(List<String> options) {
            boolean demo = true;
            boolean detach = false;
            boolean background = false;
            int nodes = 1;
            for (int i = 0; i < options.size(); i++) {
                switch (options.get(i)) {
                    case "--no-demo" -> demo = false;
                    case "--detach" -> detach = true;
                    case "--background" -> background = true;
                    case "--nodes" -> nodes = number(options, ++i);
                    default ->
                        throw new Problem(
                                "Unknown option " + options.get(i) + "; up knows --no-demo, --detach and --nodes N");
                }
            }
            return new UpOptions(demo, detach, background, nodes);
        }

        List<String> forBackground() {
            return Arrays.asList("up", "--background", "--nodes", Integer.toString(nodes), demo ? null : "--no-demo")
                    .stream()
                    .filter(option -> option != null)
                    .toList();
        }

        private static int number(List<String> options, int index) {
            try {
                int number = Integer.parseInt(options.get(index));
                if (number >= 1 && number <= 8) {
                    return number;
                }
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new Problem("--nodes wants a number from 1 to 8", e);
            }
            throw new Problem("--nodes wants a number from 1 to 8");
        }
    }
}
