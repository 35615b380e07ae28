package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test starts: its output goes to a file, and it ends with the test. */
final class Command {

    private Command() {}

    /** Starts a program that goes on running. */
    static Process start(Path log, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end and fails when it does. */
    static void run(Path log, Map<String, String> environment, Duration patience, List<String> command) {
        int exit = exit(log, environment, patience, command);
        if (exit != 0) {
            throw new AssertionError(command.get(0) + " ended with " + exit + ":\n" + tail(log));
        }
    }

    /** Runs a program to its end and returns its exit code. */
    static int exit(Path log, Map<String, String> environment, Duration patience, List<String> command) {
        Process process = start(log, environment, command);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                throw new AssertionError(
                        String.join(" ", command) + " took longer than " + patience + ":\n" + tail(log));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends a program and what it started, at once and without asking: {@code kill -9}. */
    static void kill(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> all = children.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The end of a log, for the message of a failure. */
    static String tail(Path log) {
        try (Stream<String> lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }
}
