package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What has waited while nobody took it is taken by a small server, however much it is: full arrays, and single messages.
 *
 * <p>{@code backlog.arrays} says how many arrays of a thousand wait, {@code backlog.singles} how many single messages.
 */
@Timeout(3_600)
class BacklogIT {

    private static final System.Logger LOG = System.getLogger(BacklogIT.class.getName());

    private static final int ARRAYS = Integer.getInteger("backlog.arrays", 250);
    private static final int SINGLES = Integer.getInteger("backlog.singles", 20_000);
    private static final int IN_AN_ARRAY = 1_000;
    private static final int METERS = 100;
    private static final int AT_ONCE = 2_000;
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(29, ChronoUnit.DAYS);

    private final Path directory = Scratch.directory("backlog");
    private Map<String, String> environment;
    private AutoCloseable servers;
    private PayaraMicro ems;

    /** The real ones where they are, because what waits must not fill the memory of the test. */
    @BeforeEach
    void startTheServers() {
        RealServers real = RealServers.start(directory).orElse(null);
        if (real != null) {
            environment = real.environment();
            servers = real;
        } else {
            EmbeddedServers embedded = EmbeddedServers.start(directory);
            environment = embedded.environment();
            servers = embedded;
        }
    }

    @AfterEach
    void stopTheSystem() throws Exception {
        if (ems != null) {
            ems.close();
        }
        servers.close();
    }

    @Test
    void drainsInASmallHeap() throws Exception {
        if (!ServerPrograms.areOfToday()) {
            declare();
        }
        try (Broker broker = new Broker(environment.get("EMS_RABBITMQ_URI"))) {
            send(
                    broker,
                    ARRAYS,
                    array -> IntStream.range(0, IN_AN_ARRAY)
                            .mapToObj(i -> measurement("array-", array, IN_AN_ARRAY * (array / METERS) + i))
                            .collect(Collectors.joining(",", "[", "]")));
            send(broker, SINGLES, single -> measurement("single-", single, single / METERS));
            Instant begin = Instant.now();
            ems = new PayaraMicro(directory, environment, "512m", () -> {});
            long all = (long) ARRAYS * IN_AN_ARRAY + SINGLES;
            // BEWARE: to count millions of readings each second would cost the database more than the intake does.
            await().atMost(Duration.ofMinutes(50))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertThat(ems.process().isAlive()).isTrue();
                        return broker.depth(Broker.MEASUREMENTS) == 0;
                    });
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> readings() == all);
            LOG.log(
                    Level.INFO,
                    "{0} measurements taken {1} s after the start",
                    all,
                    Duration.between(begin, Instant.now()).toSeconds());
            assertThat(broker.drain(Broker.DEAD)).isEmpty();
        }
        assertThat(Files.readString(ems.log())).doesNotContain("OutOfMemoryError");
    }

    private void declare() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(environment.get("EMS_RABBITMQ_URI"));
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(Broker.MEASUREMENTS, true, false, false, null);
        }
    }

    private static void send(Broker broker, int count, IntFunction<String> message) {
        List<String> part = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            part.add(message.apply(i));
            bytes += part.get(part.size() - 1).length();
            if (part.size() == AT_ONCE || bytes > 4_000_000 || i == count - 1) {
                broker.send(part.toArray(String[]::new));
                part.clear();
                bytes = 0;
            }
        }
    }

    private static String measurement(String prefix, int meter, int minute) {
        return Broker.measurement(prefix + meter % METERS, START.plus(minute, ChronoUnit.MINUTES), "0.01");
    }

    private long readings() throws SQLException {
        try (var connection = DriverManager.getConnection(ems.jdbc());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM reading")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
