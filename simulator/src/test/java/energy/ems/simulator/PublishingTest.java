package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.qpid.server.SystemLauncher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program against a real AMQP broker. */
@Timeout(300)
class PublishingTest {

    private static final String QUEUE = "ems.measurements";

    private static SystemLauncher broker;
    private static int port;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Connection connection;
    private Channel channel;

    @BeforeAll
    static void startBroker() throws Exception {
        port = freePort();
        System.setProperty("test.amqp_port", Integer.toString(port));
        broker = new SystemLauncher();
        broker.startup(Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                PublishingTest.class.getResource("/broker.json").toExternalForm(),
                "startupLoggedToSystemOut",
                "false"));
    }

    /** BEWARE: below those that the system gives to outgoing connections: one of theirs may be there a moment later. */
    private static int freePort() throws IOException {
        for (int tried = 0; tried < 100; tried++) {
            int port = ThreadLocalRandom.current().nextInt(17_000, 17_900);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // The next one then.
            }
        }
        throw new IOException("no port is free");
    }

    @AfterAll
    static void stopBroker() {
        broker.shutdown();
    }

    @BeforeEach
    void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri(port));
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(QUEUE, true, false, false, null);
        channel.queueDelete(QUEUE);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    @Test
    void everyMessageArrivesPersistentInAQueueThatDidNotExist() throws Exception {
        run("--device.id=a,b", "--speed=max");
        List<GetResponse> messages = drain();
        assertThat(messages).hasSize(2 * 4_032);
        assertThat(messages).allMatch(message -> message.getProps().getDeliveryMode() == 2);
        assertThat(texts(messages)).isEqualTo(intended("--device.id=a,b", "--speed=max"));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("all sent and confirmed: 8064 measurements");
        assertThat(stateFiles()).isEmpty();
    }

    @Test
    void aStoppedRunGoesOnWhereItStopped() throws Exception {
        String[] options = {"--device.id=a", "--speed=1", "--duration=P2D"};
        // As the clock says, the measurements of so many intervals are due; those after them never are.
        int due = 50;
        Instant began = Instant.now();
        Stop stop = new Stop();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() ->
                run(port, new LeapingClock(began, Duration.ofMinutes(10L * (due - 1))), stop, options));
        await().until(() -> depth() >= due);
        stop.now();
        first.get(60, TimeUnit.SECONDS);
        assertThat(drain()).hasSize(due);
        assertThat(stateFiles()).hasSize(1);

        run(port, Clock.fixed(began.plus(Duration.ofDays(3)), ZoneOffset.UTC), new Stop(), options);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("going on after " + due + " messages");
        assertThat(drain()).hasSize(2 * 144 - due);
        assertThat(stateFiles()).isEmpty();
    }

    @Test
    void freshForgetsTheStoppedRun() throws Exception {
        String[] options = {"--device.id=a", "--speed=max", "--fresh"};
        Settings settings = settings(port, options);
        new StateFile(settings.stateFile, settings.fingerprint())
                .write(new StateFile.State(Runs.START, Runs.START, 4_000));
        run(options);
        assertThat(drain()).hasSize(4_032);
    }

    @Test
    void aCutConnectionLosesNothing() throws Exception {
        String[] options = {"--device.id=m{1..5}", "--speed=max", "--duration=P5D"};
        int cuts = 3;
        // 3,600 messages are several times as many bytes, so each line breaks in the middle of them.
        try (CuttableProxy proxy = new CuttableProxy(port, cuts, 64_000)) {
            run(proxy.port(), new Stop(), options);
            assertThat(proxy.cuts()).isEqualTo(cuts);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("the broker is back");
        assertThat(new HashSet<>(texts(drain()))).isEqualTo(new HashSet<>(intended(options)));
    }

    @Test
    void aBrokerThatIsNotThereIsOneClearLine() throws Exception {
        int nobody = freePort();
        assertThatThrownBy(() -> run(nobody, new Stop(), "--device.id=a"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no connection to the broker")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void severalInstancesRunSideBySide() throws Exception {
        CompletableFuture<Void> one = start(new Stop(), "--device.id=a", "--speed=max");
        CompletableFuture<Void> two = start(new Stop(), "--device.id=b", "--speed=max");
        one.get(60, TimeUnit.SECONDS);
        two.get(60, TimeUnit.SECONDS);
        assertThat(drain()).hasSize(2 * 4_032);
    }

    private void run(String... options) {
        run(port, new Stop(), options);
    }

    private CompletableFuture<Void> start(Stop stop, String... options) {
        return CompletableFuture.runAsync(() -> run(port, stop, options));
    }

    private void run(int toPort, Stop stop, String... options) {
        run(toPort, Clock.systemUTC(), stop, options);
    }

    private void run(int toPort, Clock clock, Stop stop, String... options) {
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        try {
            new Simulator(settings(toPort, options), clock, err, stop).run();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Settings settings(int toPort, String... options) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.add("--rabbitmq.uri=" + uri(toPort));
        all.add("--start=" + Runs.START);
        Settings settings = Settings.read(all.toArray(String[]::new));
        all.add("--state.file=" + directory.resolve(settings.fingerprint() + ".state"));
        return Settings.read(all.toArray(String[]::new));
    }

    /** Tells one time when it is asked first, and a later one ever after. */
    private static final class LeapingClock extends Clock {

        private final AtomicBoolean asked = new AtomicBoolean();
        private final Instant first;
        private final Duration leap;

        LeapingClock(Instant first, Duration leap) {
            this.first = first;
            this.leap = leap;
        }

        @Override
        public Instant instant() {
            return asked.getAndSet(true) ? first.plus(leap) : first;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }
    }

    private static List<String> intended(String... options) {
        return Runs.messages(Runs.shipped(options)).stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Asked on a channel of its own: a broker ends the channel that asks for a queue which is not there yet. */
    private long depth() throws Exception {
        try (Channel asking = connection.createChannel()) {
            return asking.messageCount(QUEUE);
        }
    }

    private List<GetResponse> drain() throws IOException {
        List<GetResponse> messages = new ArrayList<>();
        for (GetResponse message = channel.basicGet(QUEUE, true);
                message != null;
                message = channel.basicGet(QUEUE, true)) {
            messages.add(message);
        }
        return messages;
    }

    private static List<String> texts(List<GetResponse> messages) {
        return messages.stream()
                .map(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Path> stateFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static org.awaitility.core.ConditionFactory await() {
        return Awaitility.await().ignoreExceptions().atMost(60, TimeUnit.SECONDS);
    }

    private static String uri(int port) {
        return "amqp://guest:guest@127.0.0.1:" + port + "/test";
    }
}
