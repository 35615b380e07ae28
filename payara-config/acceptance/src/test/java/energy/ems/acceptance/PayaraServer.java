package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A Payara Server as an administrator runs it: a domain of its own, configured by the boot script, ready for the enterprise
 * archive to be deployed.
 */
final class PayaraServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String DOMAIN = "acceptance";
    /** Where {@code create-domain --portbase} puts the two ports that matter here. */
    private static final int ADMIN_OFFSET = 48;

    private static final int HTTP_OFFSET = 80;

    private final Path domains;
    private final Path log;
    private final Map<String, String> environment;
    private final int portBase;

    /** @param settings {@code EMS_…}, as a user sets them */
    PayaraServer(Path directory, Map<String, String> settings) {
        this.domains = directory.toAbsolutePath().resolve("domains");
        this.log = directory.toAbsolutePath().resolve("payara-server.log");
        this.environment = new HashMap<>(settings);
        this.environment.put("EMS_ADMIN_PASSWORD", EmsSystem.PASSWORD);
        this.environment.put("EMS_RESOURCE_ADAPTER", Artifacts.adapter().toString());
        this.environment.put("EMS_HTTP_ADDRESS", "127.0.0.1");
        this.environment.put("AS_JAVA", System.getProperty("java.home"));
        this.portBase = Ports.freeHundred();
        asadmin(
                "create-domain",
                "--domaindir",
                domains.toString(),
                "--nopassword",
                "--portbase",
                "" + portBase,
                DOMAIN);
        try {
            Files.copy(
                    Artifacts.databaseDriver(),
                    domains.resolve(DOMAIN)
                            .resolve("lib")
                            .resolve(Artifacts.databaseDriver().getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        asadmin(
                "start-domain",
                "--domaindir",
                domains.toString(),
                "--prebootcommandfile",
                Artifacts.boot("pre-boot-server").toString(),
                "--postbootcommandfile",
                Artifacts.boot("post-boot").toString(),
                DOMAIN);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitBootScript();
    }

    /**
     * BEWARE: start-domain returns while the boot script is still at work, and an application that is deployed meanwhile
     * can lock with it for ever on the domain's configuration. The script's last line makes this resource.
     */
    private void awaitBootScript() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> asadmin("list-connector-resources").contains("jms/ems"));
    }

    /** Deploys an archive as an administrator does; returns when it is loaded. */
    void deploy(Path archive) {
        asadmin("deploy", archive.toString());
    }

    /** The process of the server, while it runs. */
    ProcessHandle process() {
        return pid().flatMap(ProcessHandle::of).orElseThrow();
    }

    int adminPort() {
        return portBase + ADMIN_OFFSET;
    }

    Path serverLog() {
        return domains.resolve(DOMAIN).resolve("logs").resolve("server.log");
    }

    URI portal() {
        return URI.create("http://127.0.0.1:" + (portBase + HTTP_OFFSET) + "/ems/");
    }

    @Override
    public void close() {
        pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<Long> pid() {
        try {
            return Optional.of(
                    Long.valueOf(Files.readString(domains.resolve(DOMAIN).resolve("config/pid"))
                            .strip()));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private String asadmin(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Artifacts.java().toString(),
                "-jar",
                Artifacts.payaraServer()
                        .resolve("glassfish/lib/client/appserver-cli.jar")
                        .toString(),
                "--user",
                "admin",
                "--port",
                Integer.toString(adminPort())));
        command.addAll(Arrays.asList(arguments));
        Command.run(log, environment, PATIENCE, command);
        return Command.tail(log);
    }
}
