package energy.ems.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A reverse proxy that is installed on this machine; {@code ./ems} brings none along.
 *
 * @param file its program
 */
record ProxyProgram(Kind kind, Path file) {

    /** Those whose configuration the launcher can write. */
    enum Kind {
        TRAEFIK("Traefik"),
        HAPROXY("HAProxy");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    /**
     * Traefik if there is one ({@code EMS_TRAEFIK}, or {@code traefik} on the {@code PATH}), else {@code haproxy} on the
     * {@code PATH}.
     *
     * @throws Problem when {@code EMS_TRAEFIK} names no program
     */
    static Optional<ProxyProgram> find(Map<String, String> environment) {
        String named = environment.getOrDefault("EMS_TRAEFIK", "");
        if (!named.isBlank()) {
            Path file = Path.of(named);
            if (!Files.isExecutable(file) || Files.isDirectory(file)) {
                throw new Problem("EMS_TRAEFIK is " + named + ", which is no program; set it to Traefik's");
            }
            return Optional.of(new ProxyProgram(Kind.TRAEFIK, file.toAbsolutePath()));
        }
        String path = environment.getOrDefault("PATH", "");
        return onPath(path, "traefik")
                .map(file -> new ProxyProgram(Kind.TRAEFIK, file))
                .or(() -> onPath(path, "haproxy").map(file -> new ProxyProgram(Kind.HAPROXY, file)));
    }

    String title() {
        return kind.title;
    }

    private static Optional<Path> onPath(String path, String name) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> candidate(directory, name).stream())
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    private static Optional<Path> candidate(String directory, String name) {
        try {
            return Optional.of(Path.of(directory, name));
        } catch (InvalidPathException foreign) {
            return Optional.empty();
        }
    }
}
