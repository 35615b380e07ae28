package energy.ems.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EMS on a Payara Server: a domain of its own with pool, resource adapter and enterprise archive, below {@code server} of
 * the data directory. The domain outlives its server, and what an administrator sets in the console stays.
 */
final class PayaraDomain {

    private static final String NAME = "ems";
    private static final String ADAPTER = "rabbitmq";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Pattern LISTENER =
            Pattern.compile("<network-listener\\b[^>]*\\bport=\"(?<port>\\d+)\"[^>]*\\bname=\"(?<name>[^\"]+)\""
                    + "|<network-listener\\b[^>]*\\bname=\"(?<name2>[^\"]+)\"[^>]*\\bport=\"(?<port2>\\d+)\"");

    private final Settings settings;
    private final Artifacts artifacts;
    private final Path directory;
    private final Asadmin asadmin;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    PayaraDomain(Settings settings) throws IOException {
        this.settings = settings;
        this.artifacts = new Artifacts(settings.root());
        this.directory = Secrets.createDirectory(settings.dataDirectory().resolve("server"));
        Path passwords = directory.resolve("asadmin-password");
        // A domain keeps the password with which it was made, until somebody changes it in the console and says so.
        if (!exists() || settings.consolePassword().isPresent()) {
            String password = settings.consolePassword().isPresent()
                    ? settings.consolePassword().get()
                    : Secrets.readOrCreate(consolePassword());
            Secrets.write(passwords, "AS_ADMIN_PASSWORD=" + password + "\n");
        }
        this.asadmin = new Asadmin(
                PayaraDistribution.of(settings.payaraServer(), artifacts::payaraServer, directory),
                consolePort(),
                passwords,
                directory.resolve("asadmin.log"));
    }

    /** Where the console's password lies when it was generated. */
    Path consolePassword() {
        return directory.resolve("console-password");
    }

    /** Where the password of the first administrator of EMS lies when it was generated. */
    Path firstPassword() {
        return directory.resolve("first-password");
    }

    Path log() {
        return domain().resolve("logs/server.log");
    }

    boolean exists() {
        return Files.exists(configuration());
    }

    boolean isRunning() throws IOException {
        return process().isPresent();
    }

    String portal() {
        return settings.portal(port("http-listener-1").orElse(settings.httpPort()));
    }

    int consolePort() {
        return port("admin-listener").orElse(settings.consolePort());
    }

    boolean isHealthy() {
        return PayaraNode.isHealthy(http, portal());
    }

    void create() throws IOException {
        // Says now what would be missing later.
        environment();
        for (int port : new int[] {settings.httpPort(), settings.consolePort()}) {
            if (!Ports.isFree(port)) {
                throw new Problem("Port " + port + " is taken; stop the program that uses it, or set EMS_HTTP_PORT and"
                        + " EMS_CONSOLE_PORT to free ones");
            }
        }
        asadmin.run(
                "create-domain",
                "--domaindir",
                domains().toString(),
                "--adminport",
                Integer.toString(settings.consolePort()),
                "--instanceport",
                Integer.toString(settings.httpPort()),
                // The others are closed before the server starts (pre-boot-server.asadmin).
                "--checkports=false",
                NAME);
    }

    /** Starts the server with what the boot scripts set, and waits until they have ended. */
    void start() throws IOException {
        Files.copy(
                artifacts.databaseDriver(),
                domain().resolve("lib/mysql-connector-j.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        asadmin.run(
                environment(),
                "start-domain",
                "--domaindir",
                domains().toString(),
                "--prebootcommandfile",
                artifacts.boot("pre-boot-server").toString(),
                "--postbootcommandfile",
                artifacts.boot("post-boot").toString(),
                NAME);
        // BEWARE: start-domain returns while the boot script is at work, and an application that is deployed meanwhile
        // can
        // lock with it for ever on the domain's configuration. The script's last line makes this resource.
        await(
                "the boot script has not ended",
                () -> asadmin.run("list-connector-resources").contains("jms/ems"));
    }

    boolean isDeployed() throws IOException {
        return asadmin.run("list-applications").lines().anyMatch(line -> line.startsWith(NAME + " "));
    }

    void deploy() throws IOException {
        asadmin.run(
                "deploy",
                "--name",
                NAME,
                "--upload=false",
                artifacts.enterpriseArchive().toString());
    }

    /** Takes the application away, and what it stands on; the boot script brings that anew at the next start. */
    void undeploy() throws IOException {
        if (isDeployed()) {
            asadmin.run("undeploy", NAME);
        }
        asadmin.run("undeploy", "--cascade=true", ADAPTER);
    }

    void awaitHealth() throws IOException {
        await("the application does not answer", this::isHealthy);
    }

    void stop() throws IOException {
        asadmin.run("stop-domain", "--domaindir", domains().toString(), NAME);
    }

    private Map<String, String> environment() throws IOException {
        Settings.Database database = settings.external()
                .orElseThrow(() -> new Problem("EMS on Payara Server wants a MySQL or MariaDB of yours: set EMS_DB_URL,"
                        + " EMS_DB_USER and EMS_DB_PASSWORD (./ems up brings a database along)"));
        String broker = settings.brokerUri()
                .orElseThrow(() -> new Problem("EMS on Payara Server wants a RabbitMQ of yours: set EMS_RABBITMQ_URI"
                        + " (./ems up brings a broker along)"));
        Map<String, String> environment = new HashMap<>();
        environment.put("EMS_DB_URL", database.url());
        environment.put("EMS_DB_USER", database.user());
        environment.put("EMS_DB_PASSWORD", database.password());
        environment.put("EMS_RABBITMQ_URI", broker);
        environment.put("EMS_HTTP_ADDRESS", settings.httpAddress());
        environment.put("EMS_RESOURCE_ADAPTER", artifacts.resourceAdapter().toString());
        environment.put(
                "EMS_ADMIN_PASSWORD",
                settings.adminPassword().isPresent()
                        ? settings.adminPassword().get()
                        : Secrets.readOrCreate(firstPassword()));
        return environment;
    }

    private Optional<ProcessHandle> process() throws IOException {
        Path file = domain().resolve("config/pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .filter(ProcessHandle::isAlive)
                : Optional.empty();
    }

    /** As the domain has it, whatever the settings say now. */
    private Optional<Integer> port(String listener) {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            Matcher found = LISTENER.matcher(Files.readString(configuration()));
            while (found.find()) {
                if (listener.equals(found.group("name"))) {
                    return Optional.of(Integer.valueOf(found.group("port")));
                }
                if (listener.equals(found.group("name2"))) {
                    return Optional.of(Integer.valueOf(found.group("port2")));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem("The domain's configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private Path domains() {
        return directory.resolve("domains");
    }

    private Path domain() {
        return domains().resolve(NAME);
    }

    private Path configuration() {
        return domain().resolve("config/domain.xml");
    }

    private interface Question {
        boolean isTrue() throws IOException;
    }

    private void await(String otherwise, Question question) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.isTrue()) {
            if (System.nanoTime() > deadline) {
                throw new Problem(otherwise + " (see " + log() + ")");
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem("Interrupted while waiting for Payara Server", e);
            }
        }
    }
}
