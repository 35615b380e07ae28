package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made and the launcher runs. */
record Artifacts(Path root) {

    Path payaraMicro() {
        return built("payara-config/launcher/target/payara-micro.jar");
    }

    Path resourceAdapter() {
        return built("payara-config/rabbitmq-rar/target/rabbitmq.rar");
    }

    Path application() {
        return built("ems-web/target/ems.war");
    }

    Path enterpriseArchive() {
        return built("ems-ear/target/ems.ear");
    }

    /** Payara Server as Maven brings it; not there when the user has named one. */
    Path payaraServer() {
        return built("payara-config/launcher/target/payara-server.zip");
    }

    Path simulator() {
        return built("simulator/target/simulator.jar");
    }

    /** A script of the server's own commands. */
    Path boot(String name) {
        return root.resolve("payara-config/boot").resolve(name + ".asadmin");
    }

    Path databaseDriver() throws IOException {
        Path directory = root.resolve("payara-config/launcher/target/lib");
        try (DirectoryStream<Path> drivers = Files.newDirectoryStream(directory, "mysql-connector-j-*.jar")) {
            for (Path driver : drivers) {
                return driver;
            }
        }
        throw new Problem("The database driver is missing in " + directory + "; build it with ./ems build");
    }

    private Path built(String name) {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            throw new Problem(name + " is not built; build it with ./ems build");
        }
        return file;
    }
}
