package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a program listens, by what Linux tells of it under {@code /proc}. */
final class Sockets {

    private static final String LISTENING = "0A";
    private static final String IPV4_LOOPBACK = "0100007F";
    private static final String IPV6_LOOPBACK = "00000000000000000000000001000000";
    private static final String MAPPED_LOOPBACK = "0000000000000000FFFF00000100007F";

    private Sockets() {}

    /** Whether this machine tells; only Linux does. */
    static boolean areVisible() {
        return Files.isReadable(Path.of("/proc/self/net/tcp"));
    }

    /** Each TCP socket on which the process takes connections, as {@code loopback:8080} or {@code elsewhere:6900}. */
    static Set<String> listening(ProcessHandle process) {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        Set<String> own = ownedBy(directory);
        return Stream.of("net/tcp", "net/tcp6")
                .map(directory::resolve)
                .filter(Files::isReadable)
                .flatMap(table -> lines(table).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENING) && own.contains(fields[9]))
                .map(fields -> described(fields[1]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String described(String addressAndPort) {
        String[] parts = addressAndPort.split(":");
        boolean loopback =
                List.of(IPV4_LOOPBACK, IPV6_LOOPBACK, MAPPED_LOOPBACK).contains(parts[0]);
        return (loopback ? "loopback:" : "elsewhere:") + Integer.parseInt(parts[1], 16);
    }

    private static Set<String> ownedBy(Path directory) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(directory.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (IOException closedMeanwhile) {
                    // Then it is no socket that listens.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
