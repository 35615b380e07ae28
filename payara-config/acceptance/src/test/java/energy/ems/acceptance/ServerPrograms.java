package energy.ems.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs of the servers: this machine's RabbitMQ and MariaDB, or with {@code -Dtests.servers=today}, where they can
 * be had, the MySQL 9 and RabbitMQ 4 of {@code servers-of-today.sh}.
 */
final class ServerPrograms {

    private static final String RABBITMQ = "/usr/lib/rabbitmq/bin/";
    private static final boolean TODAY = "today".equals(System.getProperty("tests.servers")) && isProvided();

    private ServerPrograms() {}

    static boolean areOfToday() {
        return TODAY;
    }

    static boolean areThere() {
        return TODAY
                || Files.isExecutable(Path.of(RABBITMQ, "rabbitmq-server"))
                        && Files.isExecutable(Path.of("/usr/sbin/mariadbd"))
                        && Files.isExecutable(Path.of("/usr/bin/mariadb-install-db"));
    }

    /** One of RabbitMQ's own, such as {@code rabbitmqctl}. */
    static List<String> rabbitmq(String program, String... arguments) {
        return command(RABBITMQ + program, arguments);
    }

    /** One of the same packages. */
    static List<String> command(String program, String... arguments) {
        Stream<String> inFront = TODAY ? Stream.of(script().toString(), "run") : Stream.empty();
        return Stream.concat(inFront, Stream.concat(Stream.of(program), Stream.of(arguments)))
                .toList();
    }

    static Path script() {
        return Artifacts.project().resolve("payara-config/servers-of-today.sh");
    }

    private static boolean isProvided() {
        Path log = Scratch.directory("servers-of-today").resolve("provide.log");
        int exit = Command.exit(log, Map.of(), Duration.ofMinutes(10), List.of(script().toString(), "provide"));
        if (exit != 0) {
            Loud.say("on MySQL 9 and RabbitMQ 4, but on this machine's servers: " + Command.tail(log));
        }
        return exit == 0;
    }
}
