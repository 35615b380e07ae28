package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a process beyond the life of the one that started it. The start time is kept beside the number, because
 * operating systems use numbers again.
 */
final class PidFile {

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Secrets.write(file, process.pid() + " " + startOf(process).toEpochMilli() + "\n");
    }

    /** The remembered process, when it still lives. */
    Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" ");
        if (words.length != 2) {
            return Optional.empty();
        }
        long started = Long.parseLong(words[1]);
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                // BEWARE: Linux computes the start from the boot time, whose rounding may move by a tick.
                .filter(process -> Math.abs(startOf(process).toEpochMilli() - started) < 2_000);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Ends the remembered process if it still lives: first politely, then by force. */
    void stop(Duration patience) throws IOException {
        Optional<ProcessHandle> process = process();
        if (process.isPresent()) {
            stop(process.get(), patience);
        }
        delete();
    }

    static void stop(ProcessHandle process, Duration patience) {
        process.destroy();
        awaitEndOrForce(process, patience);
    }

    static void awaitEndOrForce(ProcessHandle process, Duration patience) {
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(10));
        }
    }

    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
