package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Empty directories below {@code target}, of each process its own; what an earlier run left there is gone. */
final class Scratch {

    private Scratch() {}

    static Path directory(String name) {
        Path directory = Path.of("target", "acceptance", System.getProperty("acceptance.fork", "fork-1"), name)
                .toAbsolutePath();
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> old = Files.walk(directory)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
