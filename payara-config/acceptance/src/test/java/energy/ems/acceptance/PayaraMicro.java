package energy.ems.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** EMS on Payara Micro, with the servers that the settings name. */
final class PayaraMicro implements EmsSystem {

    private static final Duration BOOT = Duration.ofMinutes(6);

    /**
     * A password's hash takes a second of a processor without the second compiler, which was half of what the matrix of
     * rights cost. Systems that {@code ./ems} or Payara Server start keep the real cost, and the attacks on those with it.
     */
    private static final String QUICK_HASHES = "1024";

    private final Path directory;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = Ports.free();
    private final String heap;
    private final Runnable afterwards;
    private int starts;
    private Process server;

    /**
     * @param settings {@code EMS_…}, as a user sets them
     * @param afterwards ends what was started for this system
     */
    PayaraMicro(Path directory, Map<String, String> settings, Runnable afterwards) {
        this(directory, settings, "768m", afterwards);
    }

    /** @param heap how large the server's heap may become */
    PayaraMicro(Path directory, Map<String, String> settings, String heap, Runnable afterwards) {
        this.heap = heap;
        this.directory = directory.toAbsolutePath();
        this.log = this.directory.resolve("payara-micro.log");
        this.environment = new HashMap<>(Map.of("EMS_PASSWORD_ITERATIONS", QUICK_HASHES));
        this.environment.putAll(settings);
        this.environment.put("EMS_ADMIN_PASSWORD", PASSWORD);
        this.environment.put("EMS_RESOURCE_ADAPTER", Artifacts.adapter().toString());
        this.environment.put("EMS_HTTP_ADDRESS", "127.0.0.1");
        this.afterwards = afterwards;
        startServer();
    }

    @Override
    public URI portal() {
        return URI.create("http://127.0.0.1:" + port + "/ems/");
    }

    @Override
    public String amqp() {
        return environment.get("EMS_RABBITMQ_URI");
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public String jdbc() {
        return EmsSystem.jdbc(environment);
    }

    @Override
    public String databasePassword() {
        return environment.get("EMS_DB_PASSWORD");
    }

    /** The process of the server. */
    ProcessHandle process() {
        return server.toHandle();
    }

    /** Ends the server in the middle of whatever it does, as a power cut would: {@code kill -9}. */
    void killServer() {
        Command.kill(server);
    }

    /** Starts the server, again after {@link #killServer()}, and waits until it is ready. */
    void startServer() {
        server = Command.start(log, environment, command());
        awaitReady(portal(), server, log);
    }

    /** The same while the broker is away: pages are served, and the server is not ready because nothing is consumed. */
    void startServerWithoutBroker() {
        server = Command.start(log, environment, command());
        await(portal(), server, log, "/health/started");
    }

    @Override
    public void close() {
        server.destroy();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        afterwards.run();
    }

    /**
     * BEWARE: a new root directory for each start, as {@code ./ems} does it. In an old one Payara starts the application
     * that it remembers, is ready, and then deploys it anew.
     */
    private List<String> command() {
        return List.of(
                Artifacts.java().toString(),
                "-Xmx" + heap,
                "-jar",
                Artifacts.payaraMicro().toString(),
                "--nohazelcast",
                "--port",
                Integer.toString(port),
                "--rootDir",
                directory.resolve("payara-micro-" + ++starts).toString(),
                "--addLibs",
                Artifacts.databaseDriver().toString(),
                "--prebootcommandfile",
                Artifacts.boot("pre-boot-micro").toString(),
                "--postbootcommandfile",
                Artifacts.boot("post-boot").toString(),
                "--deploy",
                Artifacts.war().toString(),
                "--contextroot",
                "/ems");
    }

    /**
     * Waits until the server says that it is ready and has a login page; fails with the end of its log when that never
     * comes.
     */
    static void awaitReady(URI portal, Process server, Path log) {
        await(portal, server, log, "/health/ready");
    }

    private static void await(URI portal, Process server, Path log, String health) {
        HttpClient http = HttpClient.newHttpClient();
        List<HttpRequest> questions = Stream.of(health, "/ems/login.xhtml")
                .map(path -> HttpRequest.newBuilder(portal.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .build())
                .toList();
        try {
            Awaitility.await().atMost(BOOT).pollInterval(Duration.ofMillis(250)).until(() -> {
                if (!server.isAlive()) {
                    throw new IllegalStateException("the server ended");
                }
                for (HttpRequest question : questions) {
                    if (!isAnswered(http, question)) {
                        return false;
                    }
                }
                return true;
            });
        } catch (RuntimeException e) {
            throw new IllegalStateException("EMS did not become ready:\n" + Command.tail(log), e);
        }
    }

    private static boolean isAnswered(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
