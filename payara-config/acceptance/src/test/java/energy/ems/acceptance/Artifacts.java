package energy.ems.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built files that are tested, where Maven put them. */
final class Artifacts {

    private static final Path SYSTEM =
            Path.of(System.getProperty("acceptance.system", "target/system")).toAbsolutePath();

    private Artifacts() {}

    static Path war() {
        return file("ems.war");
    }

    static Path ear() {
        return file("ems.ear");
    }

    static Path adapter() {
        return file("rabbitmq.rar");
    }

    static Path simulator() {
        return file("simulator.jar");
    }

    static Path payaraMicro() {
        return file("payara-micro.jar");
    }

    static Path payaraServer() {
        return file("payara6");
    }

    /** A provider of OpenID Connect. */
    static Path keycloak() {
        return file(System.getProperty("acceptance.keycloak", "keycloak"));
    }

    static Path databaseDriver() {
        return file("mysql-connector-j.jar");
    }

    /** What Payara Micro and Payara Server are configured with before the application is deployed. */
    static Path boot(String script) {
        return Path.of(System.getProperty("acceptance.boot", "../boot"))
                .toAbsolutePath()
                .resolve(script + ".asadmin");
    }

    /** Where the project's own files are, such as its documentation. */
    static Path project() {
        return boot("pre-boot-micro").getParent().resolve("../..").normalize();
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path file(String name) {
        Path file = SYSTEM.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: build with 'mvn verify' from the root");
        }
        return file;
    }
}
