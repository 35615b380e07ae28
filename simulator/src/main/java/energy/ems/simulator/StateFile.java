package energy.ems.simulator;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** Remembers how far a run got, so that the next start of the same run goes on from there. */
final class StateFile {

    /**
     * @param start the instant of the run's first measurement
     * @param anchor the instant at which the run's first measurement was due
     * @param confirmed all messages before this one are safe with the broker
     */
    record State(Instant start, Instant anchor, long confirmed) {}

    private final Path file;
    private final String fingerprint;

    StateFile(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /** What was remembered of this very run. */
    Optional<State> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            if (!fingerprint.equals(properties.getProperty("run"))) {
                throw new UsageException("state.file: " + file + " belongs to a run with other options; use --fresh");
            }
            return Optional.of(new State(
                    Instant.parse(properties.getProperty("start")),
                    Instant.parse(properties.getProperty("anchor")),
                    Long.parseLong(properties.getProperty("confirmed"))));
        } catch (IOException | RuntimeException e) {
            if (e instanceof UsageException usage) {
                throw usage;
            }
            throw new UsageException("state.file: cannot read " + file + " (" + e.getMessage() + "); use --fresh");
        }
    }

    /** Replaces the file in one step: a crash leaves either the old or the new one. */
    void write(State state) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Properties properties = new Properties();
        properties.setProperty("run", fingerprint);
        properties.setProperty("start", state.start().toString());
        properties.setProperty("anchor", state.anchor().toString());
        properties.setProperty("confirmed", Long.toString(state.confirmed()));
        try (Writer writer = Files.newBufferedWriter(next, StandardCharsets.UTF_8)) {
            properties.store(writer, "How far the simulator got; --fresh starts over");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
