package energy.ems.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Payara Server's files, as its publisher packs them. */
record PayaraDistribution(Path home) {

    private static final String FOLDER = "payara6";

    /**
     * The one that the user names, else the one of the archive, which is unpacked beside what was unpacked before: the name
     * of each has its archive's size and time in it, so that a newer Payara finds a place of its own.
     *
     * @param named {@code EMS_PAYARA_SERVER}
     * @param maven gives the archive
     */
    static PayaraDistribution of(Optional<Path> named, Supplier<Path> maven, Path directory) throws IOException {
        if (named.isPresent()) {
            if (!Files.exists(tools(named.get()))) {
                throw new Problem("EMS_PAYARA_SERVER is " + named.get() + ", where there is no "
                        + tools(Path.of(FOLDER)) + "; set it to the folder payara6 of an unpacked Payara Server");
            }
            return new PayaraDistribution(named.get());
        }
        Path archive = maven.get();
        String name = "payara-" + Files.size(archive) + "-"
                + Files.getLastModifiedTime(archive).toMillis() / 1000;
        Path unpacked = directory.resolve(name);
        if (!Files.exists(unpacked)) {
            // A start that was cut short leaves only this one behind, never half a server under the final name.
            Path parts = directory.resolve(name + ".part");
            Trees.delete(parts);
            unpack(archive, parts);
            Files.move(parts, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PayaraDistribution(unpacked.resolve(FOLDER));
    }

    /** The archive of asadmin. */
    Path tools() {
        return tools(home);
    }

    private static Path tools(Path home) {
        return home.resolve("glassfish/lib/client/appserver-cli.jar");
    }

    private static void unpack(Path archive, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path file = into.resolve(entry.getName()).normalize();
                if (!file.startsWith(into)) {
                    throw new Problem(archive + " wants to be unpacked outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                    // A zip file's permissions are nothing that Java reads.
                    if (file.getParent().endsWith("bin")) {
                        file.toFile().setExecutable(true);
                    }
                }
            }
        }
    }
}
