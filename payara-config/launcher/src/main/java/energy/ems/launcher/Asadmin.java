package energy.ems.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Payara Server's own tool. Passwords reach it by a file that only its owner may read, never by its command line. */
final class Asadmin {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final PayaraDistribution payara;
    private final int port;
    private final Path passwords;
    private final Path log;

    /**
     * @param port of the administration
     * @param passwords as {@code --passwordfile} takes it
     * @param log of the last command
     */
    Asadmin(PayaraDistribution payara, int port, Path passwords, Path log) {
        this.payara = payara;
        this.port = port;
        this.passwords = passwords;
        this.log = log;
    }

    String run(String... arguments) throws IOException {
        return run(Map.of(), arguments);
    }

    /**
     * Runs a command to its end.
     *
     * @param environment what a server that it starts has to know
     * @return what it said
     * @throws Problem with the last line that it said, when it failed
     */
    String run(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PayaraNode.javaProgram(),
                "-jar",
                payara.tools().toString(),
                "--interactive=false",
                "--user",
                "admin",
                "--port",
                Integer.toString(port),
                "--passwordfile",
                passwords.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new Problem("asadmin " + arguments[0] + " took longer than " + PATIENCE.toMinutes()
                        + " minutes (see " + log + ")");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted during asadmin " + arguments[0], e);
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
        if (process.exitValue() != 0) {
            throw new Problem("asadmin " + arguments[0] + " failed: " + reason(said) + " (see " + log + ")");
        }
        return said;
    }

    /** The last line is always that the command has failed; the one before says why. */
    private static String reason(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it says nothing" : lines.get(Math.max(0, lines.size() - 2));
    }
}
