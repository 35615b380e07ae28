package energy.ems.launcher;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Starts the system and keeps it running: database, broker, servers, demo, in this order; and stops it in the other.
 */
final class Up {

    private final Settings settings;
    private final Launcher.UpOptions options;
    private final Terminal terminal;
    private final DataDirectory data;
    private final FrontDoor door;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<PayaraNode> nodes = new ArrayList<>();
    private Optional<Proxy> proxy = Optional.empty();
    private final CountDownLatch ended = new CountDownLatch(1);

    private RunningSystem system;

    Up(Settings settings, Launcher.UpOptions options, Terminal terminal) {
        this.settings = settings;
        this.options = options;
        this.terminal = terminal;
        this.data = new DataDirectory(settings.dataDirectory());
        this.door = FrontDoor.of(settings, options.nodes());
    }

    /** Returns when the system is ready, demo included. */
    void start() throws IOException {
        data.lock();
        data.forgetSystem();
        logToFile();
        data.launcher().write(ProcessHandle.current());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        checkHttpPorts();
        new Simulators(settings).stopLeftOvers();

        Settings.Database database = database();
        String broker = broker();
        Optional<String> adminPassword = adminPassword();
        startServers(database, broker, adminPassword);
        if (options.demo()) {
            Demo demo = new Demo(settings, data, system, terminal);
            started.push(demo);
            demo.run(adminPassword);
        }
        remember(system.withReady());
    }

    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkHttpPorts() throws IOException {
        if (door.proxy().isPresent()) {
            checkHttpPort(settings.httpPort(), data.proxy());
        }
        for (int number = 1; number <= options.nodes(); number++) {
            checkHttpPort(door.portOf(number), data.node(number));
        }
    }

    /** What a killed launcher left behind there is ours and will be replaced. */
    private void checkHttpPort(int port, PidFile leftBehind) throws IOException {
        if (!Ports.isFree(port) && leftBehind.process().isEmpty()) {
            throw new Problem("Port " + port + " is taken; stop the program that uses it, or set EMS_HTTP_PORT to"
                    + " a free one (for example EMS_HTTP_PORT=" + Ports.anyFree() + " ./ems up)");
        }
    }

    private Settings.Database database() {
        if (settings.external().isPresent()) {
            Settings.Database external = settings.external().get();
            terminal.step("Reaching the database", () -> {
                reach(external);
                return null;
            });
            return external;
        }
        boolean first = !Files.exists(data.database());
        EmbeddedDatabase database = terminal.step(
                first ? "Installing the embedded database" : "Starting the embedded database",
                () -> EmbeddedDatabase.start(
                        data.database(), port(settings.databasePort(), Settings.DEFAULT_DATABASE_PORT)));
        started.push(database);
        return new Settings.Database(database.jdbcUrl(), database.user(), database.password());
    }

    /** The address of one that answers, for what runs beside the servers; they take all of them. */
    private String broker() {
        if (settings.brokerUri().isPresent()) {
            List<String> addresses =
                    Settings.brokerAddresses(settings.brokerUri().get());
            return terminal.step("Reaching RabbitMQ", () -> answering(addresses));
        }
        EmbeddedBroker broker = terminal.step(
                "Starting the embedded broker",
                () -> EmbeddedBroker.start(data.broker(), port(settings.brokerPort(), Settings.DEFAULT_BROKER_PORT)));
        started.push(broker);
        return broker.uri();
    }

    private void startServers(Settings.Database database, String broker, Optional<String> adminPassword)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("EMS_DB_URL", database.url());
        environment.put("EMS_DB_USER", database.user());
        environment.put("EMS_DB_PASSWORD", database.password());
        environment.put("EMS_RABBITMQ_URI", settings.brokerUri().orElse(broker));
        environment.putAll(door.environment());
        environment.put("EMS_CLUSTERED", Boolean.toString(options.nodes() > 1));
        environment.put(
                "EMS_RESOURCE_ADAPTER",
                new Artifacts(settings.root()).resourceAdapter().toString());
        adminPassword.ifPresent(password -> environment.put("EMS_ADMIN_PASSWORD", password));

        Cluster cluster = Cluster.of(options.nodes(), settings.clusterPort());
        for (int number = 1; number <= options.nodes(); number++) {
            PayaraNode node = new PayaraNode(
                    number, settings, door, data, cluster.optionsOf(number), environment, this::rememberNodes);
            nodes.add(node);
            started.push(node);
        }
        // All of them at once, before the first is waited for: each goes on serving for a while.
        started.push(() -> nodes.forEach(PayaraNode::askToStop));
        system =
                new RunningSystem(false, door.portal(), broker, withCredentials(database), List.of(), Optional.empty());
        // One after the other: the first migrates the database.
        for (PayaraNode node : nodes) {
            terminal.step(
                    nodes.size() == 1 ? "Starting the server" : "Starting server " + (nodes.indexOf(node) + 1), () -> {
                        node.start();
                        node.awaitReady();
                        return null;
                    });
            rememberNodes();
        }
        startProxy();
    }

    private void startProxy() {
        if (options.nodes() == 1) {
            return;
        }
        if (door.proxy().isEmpty()) {
            terminal.say(
                    "  ! No proxy: neither EMS_TRAEFIK nor a traefik or haproxy on the PATH. Each server answers at"
                            + " its own address: "
                            + String.join(
                                    " ", nodes.stream().map(PayaraNode::address).toList()));
            return;
        }
        Proxy started = new Proxy(door, data, this::rememberNodes);
        proxy = Optional.of(started);
        this.started.push(started);
        terminal.step("Starting " + door.proxy().get().title() + " in front of them", () -> {
            started.start();
            return null;
        });
        rememberNodes();
    }

    /** Given, or generated at the first start and kept only until it has been shown; empty when it is long known. */
    private Optional<String> adminPassword() throws IOException {
        if (settings.adminPassword().isPresent()) {
            Files.deleteIfExists(data.unshownPassword());
            return settings.adminPassword();
        }
        if (Files.exists(data.passwordShown())) {
            return Optional.empty();
        }
        return Optional.of(Secrets.readOrCreate(data.unshownPassword()));
    }

    private void rememberNodes() {
        try {
            remember(system.with(
                    nodes.stream()
                            .filter(PayaraNode::isStarted)
                            .map(PayaraNode::describe)
                            .toList(),
                    proxy.filter(Proxy::isStarted).map(Proxy::describe)));
        } catch (IOException e) {
            Logger.getLogger(Up.class.getName()).log(Level.WARNING, "The state of the system cannot be written", e);
        }
    }

    private synchronized void remember(RunningSystem current) throws IOException {
        system = current;
        data.writeSystem(system);
    }

    private void stop() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                // AutoCloseable declares no narrower type; the rest has to be stopped all the same.
                Logger.getLogger(Up.class.getName()).log(Level.WARNING, "Not everything stopped cleanly", e);
            }
        }
        try {
            data.forgetSystem();
            data.launcher().delete();
        } catch (IOException e) {
            Logger.getLogger(Up.class.getName()).log(Level.WARNING, "The state of the system cannot be deleted", e);
        }
        ended.countDown();
    }

    /** A port the user asked for has to be had; the usual one may give way. */
    private static int port(Optional<Integer> wanted, int usual) {
        return wanted.orElseGet(() -> Ports.isFree(usual) ? usual : Ports.anyFree());
    }

    private static void reach(Settings.Database database) {
        try (java.sql.Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw new Problem("The database of EMS_DB_URL refuses: " + firstLine(e)
                    + "; check EMS_DB_URL, EMS_DB_USER and EMS_DB_PASSWORD, and that the server runs");
        }
    }

    private static String answering(List<String> addresses) {
        Problem refused = null;
        for (String each : addresses) {
            try {
                reach(each);
                return each;
            } catch (Problem e) {
                refused = e;
            }
        }
        throw refused;
    }

    private static void reach(String uri) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(uri);
            factory.setConnectionTimeout(10_000);
            try (Connection connection = factory.newConnection("ems")) {
                connection.getAddress();
            }
        } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException e) {
            throw new Problem("The broker of EMS_RABBITMQ_URI refuses: " + firstLine(e)
                    + "; check the address, user, password and virtual host, and that it runs");
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    static String withCredentials(Settings.Database database) {
        return database.url() + (database.url().contains("?") ? "&" : "?") + "user=" + encoded(database.user())
                + "&password=" + encoded(database.password());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The broker inside this process and the guards of the servers write to a file, not between the steps. */
    private void logToFile() throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Path file = data.logs().resolve("launcher.log");
        // In the pattern of a FileHandler % is special.
        Handler handler = new FileHandler(file.toString().replace("%", "%%"), 4 << 20, 2, true);
        handler.setFormatter(new SimpleFormatter());
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
    }
}
