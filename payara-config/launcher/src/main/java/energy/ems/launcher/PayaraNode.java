package energy.ems.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Payara Micro with the resource adapter and the application, as a child process that is started again when it dies,
 * after pauses that grow while it keeps dying.
 */
final class PayaraNode implements AutoCloseable {

    private static final Duration READY_PATIENCE = Duration.ofMinutes(8);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    /**
     * For how long one of several servers goes on serving when it has been told to stop. The proxy's checks take at most
     * two of its seconds until nobody is led there any more, unless the machine is very busy.
     */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A server that has lived this long was well; its next death starts with the short pause again. */
    private static final Duration WELL = Duration.ofMinutes(5);

    /** How Payara tells that a line of the boot script or the deployment failed; it would start all the same. */
    private static final Pattern FAILURE =
            Pattern.compile("Boot Command (?<command>\\S+) failed PlainTextActionReporterFAILURE(?<why>.*)"
                    + "|(?<deployment>Exception while (?:loading|deploying) the app.*|Failed to deploy .*)"
                    + "|(?<address>Address already in use.*)");

    /** What the application says of a setting that it cannot understand, more to the point than what Payara makes of it. */
    private static final Pattern SETTING = Pattern.compile("EMS_[A-Z_]+ is \".*");

    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

    private final String name;
    private final int port;
    private final String address;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path home;
    private final Path log;
    private final PidFile pidFile;
    private final Runnable onRestart;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Process server;
    private boolean closing;

    PayaraNode(
            int number,
            Settings settings,
            FrontDoor door,
            DataDirectory data,
            List<String> clustering,
            Map<String, String> environment,
            Runnable onRestart)
            throws IOException {
        Artifacts artifacts = new Artifacts(settings.root());
        this.name = "node" + number;
        this.port = door.portOf(number);
        this.address = door.portalOf(number);
        this.environment = environment;
        this.home = data.run().resolve(name);
        this.log = data.logs().resolve(name + ".log");
        this.pidFile = data.node(number);
        this.onRestart = onRestart;
        this.command = new ArrayList<>(List.of(
                javaProgram(),
                "-Xmx" + settings.serverMemory(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                // BEWARE: without it the nodes' cluster listens on every address, whatever --interfaces says.
                "-Dhazelcast.socket.bind.any=false",
                // BEWARE: without it the data grid ends at the signal, and the sessions with it, while pages are still
                // asked for. Payara ends it when nothing is served any more.
                "-Dhazelcast.shutdownhook.enabled=false",
                "-Dfish.payara.shutdowngrace=" + (door.nodes() == 1 ? 0 : GRACE.toMillis()),
                "-jar",
                artifacts.payaraMicro().toString(),
                "--rootDir",
                home.toString(),
                "--port",
                Integer.toString(port),
                "--addLibs",
                artifacts.databaseDriver().toString(),
                "--preBootCommandFile",
                artifacts.boot("pre-boot-micro").toString(),
                "--postBootCommandFile",
                artifacts.boot("post-boot").toString(),
                "--contextRoot",
                "/ems",
                "--deploy",
                artifacts.application().toString()));
        command.addAll(clustering);
    }

    /** Starts the server; {@link #awaitReady} tells when it serves. */
    synchronized void start() throws IOException {
        pidFile.stop(STOP_PATIENCE);
        if (!Ports.isFree(port)) {
            throw new Problem("Port " + port + " is taken; stop the program that uses it, or set EMS_HTTP_PORT to a"
                    + " free one");
        }
        launch();
        Thread guard = new Thread(this::guard, name + "-guard");
        guard.setDaemon(true);
        guard.start();
    }

    /**
     * Waits until the application answers.
     *
     * @throws Problem with what Payara itself says when it, a line of the boot script or the deployment fails
     */
    void awaitReady() throws IOException {
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        Process awaited = current();
        while (System.nanoTime() < deadline) {
            Optional<String> failure = failure();
            if (failure.isPresent()) {
                throw new Problem("The server could not start the application: "
                        + first(SETTING).or(() -> failure).get() + " (see " + log + ")");
            }
            if (!awaited.isAlive()) {
                throw new Problem("The server ended with status " + awaited.exitValue() + " while it was starting (see "
                        + log + ")");
            }
            if (isHealthy(http, address)) {
                return;
            }
            pause(Duration.ofMillis(250));
        }
        throw new Problem(
                "The server was not ready after " + READY_PATIENCE.toMinutes() + " minutes (see " + log + ")");
    }

    String address() {
        return address;
    }

    synchronized boolean isStarted() {
        return server != null;
    }

    RunningSystem.Node describe() {
        return new RunningSystem.Node(name, current().pid(), address);
    }

    /** Tells it to stop, and not to start again; {@link #close} waits for that. */
    void askToStop() {
        Process last;
        synchronized (this) {
            closing = true;
            last = server;
        }
        if (last != null) {
            last.destroy();
        }
    }

    @Override
    public void close() {
        askToStop();
        Process last = current();
        if (last != null) {
            PidFile.awaitEndOrForce(last.toHandle(), STOP_PATIENCE);
        }
        try {
            pidFile.delete();
        } catch (IOException e) {
            throw new Problem("Cannot clean up after " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether the node at this address serves pages, even while a broker of the user's own is away. Payara answers while
     * nothing is deployed yet, so the application's own page has to answer, too.
     */
    static boolean isHealthy(HttpClient http, String portal) {
        return answers(http, URI.create(portal).resolve("/health/started")) && showsPages(http, portal);
    }

    static boolean showsPages(HttpClient http, String portal) {
        return answers(http, URI.create(portal).resolve("login.xhtml"));
    }

    private static boolean answers(HttpClient http, URI address) {
        try {
            // BEWARE: not HTTP/2, because its one connection may date from before the boot script moved the listener to
            // another address, and would be used again and again although nobody answers there any more.
            HttpRequest request = HttpRequest.newBuilder(address)
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Process current() {
        return server;
    }

    private synchronized void launch() throws IOException {
        // A killed server leaves its own copy of the configuration, in which everything exists already.
        Trees.delete(home);
        Secrets.createDirectory(home);
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.directory(home.toFile());
        builder.environment().putAll(environment);
        server = builder.start();
        pidFile.write(server.toHandle());
    }

    private void guard() {
        Duration next = Duration.ofSeconds(1);
        while (true) {
            long started = System.nanoTime();
            try {
                current().waitFor();
                if (System.nanoTime() - started > WELL.toNanos()) {
                    next = Duration.ofSeconds(1);
                }
                pause(next);
                next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next.multipliedBy(2);
                synchronized (this) {
                    if (closing) {
                        return;
                    }
                    launch();
                }
                onRestart.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | Problem e) {
                System.getLogger(PayaraNode.class.getName())
                        .log(System.Logger.Level.ERROR, name + " cannot be started again: " + e.getMessage());
            }
        }
    }

    private Optional<String> failure() throws IOException {
        return first(FAILURE);
    }

    private Optional<String> first(Pattern wanted) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.map(wanted::matcher)
                    .filter(Matcher::find)
                    .map(found -> COLOUR.matcher(found.group()).replaceAll("").strip())
                    .findFirst();
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for the server", e);
        }
    }

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
