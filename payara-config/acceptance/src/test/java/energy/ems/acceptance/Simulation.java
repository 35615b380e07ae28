package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The simulator as a user starts it, with the totals that it says must come out. */
final class Simulation {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path directory;
    private final List<String> command;
    private final Path log;
    private final Path expected;
    private Process last;

    /** @param directory where its log, state and expected totals go */
    Simulation(Path directory, String name, String amqp, String... options) {
        this.directory = directory;
        this.log = directory.resolve(name + ".log");
        this.expected = directory.resolve(name + "-expected.csv");
        this.command = new ArrayList<>(List.of(
                Artifacts.java().toString(),
                "-Xmx256m",
                "-jar",
                Artifacts.simulator().toString(),
                "--rabbitmq.uri=" + amqp,
                "--expected.file=" + expected,
                "--state.file=" + directory.resolve(name + ".state")));
        command.addAll(Arrays.asList(options));
    }

    /** Sends everything and returns when the broker has confirmed it. */
    void run() {
        await(start());
    }

    Process start() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = Command.start(log, Map.of(), command);
        return last;
    }

    /** Waits for what was started last; when it ended because its broker died, it goes on where it was. */
    void finish() {
        int code = last.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
        if (code != 0) {
            run();
        }
    }

    void await(Process simulator) {
        try {
            if (!simulator.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || simulator.exitValue() != 0) {
                throw new AssertionError("the simulator did not end well:\n" + Command.tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By device, one line an hour: {@code start energy readings quality}. */
    Map<String, List<String>> expected() {
        Map<String, List<String>> hours = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(expected)) {
            lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(column -> hours.computeIfAbsent(column[0], id -> new ArrayList<>())
                            .add(line(
                                    column[1],
                                    column[2].isEmpty() ? null : new BigDecimal(column[2]),
                                    column[3],
                                    column[4])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hours;
    }

    static String line(Object start, BigDecimal energy, Object readings, String quality) {
        String plain = energy == null
                ? "unknown"
                : energy.signum() == 0 ? "0" : energy.stripTrailingZeros().toPlainString();
        return start + " " + plain + " " + readings + " " + quality;
    }
}
