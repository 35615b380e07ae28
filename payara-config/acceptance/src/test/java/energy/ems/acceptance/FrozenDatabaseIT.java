package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The line to the database goes dead without a word: nobody is refused, nothing is reset, nothing comes. Whoever asks
 * how the server is learns it in seconds, and everything goes on by itself when the line is back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class FrozenDatabaseIT {

    private static final Duration SOON = Duration.ofMinutes(4);
    /** A connection would give the database half a minute to answer; who is asked how it is says so long before. */
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private static final Instant HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(24, ChronoUnit.HOURS);

    private final HttpClient http = HttpClient.newHttpClient();
    private Relay line;
    private PayaraMicro ems;
    private Broker broker;
    private Api administrator;

    @BeforeAll
    void startTheSystem() {
        Path directory = Scratch.directory("frozen");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        Map<String, String> settings = new HashMap<>(servers.environment());
        URI database = URI.create(settings.get("EMS_DB_URL").substring("jdbc:".length()));
        line = new Relay(database);
        settings.put(
                "EMS_DB_URL",
                settings.get("EMS_DB_URL")
                        .replace(":" + database.getPort(), ":" + line.address().getPort()));
        ems = new PayaraMicro(directory, settings, servers::close);
        broker = new Broker(ems.amqp());
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopTheSystem() throws IOException {
        if (ems != null) {
            broker.close();
            ems.close();
            line.close();
        }
    }

    @Test
    void isToldOfInTimeAndSurvived() throws Exception {
        register("before");
        broker.send(hour("before"));
        await().atMost(SOON).until(() -> total("before").compareTo(new BigDecimal("6")) == 0);

        line.freeze();
        broker.send(hour("meanwhile"));
        assertThat(status("/health/ready")).isEqualTo(503);
        assertThat(status("/health/live")).isEqualTo(200);
        assertThat(status("/metrics")).isEqualTo(200);

        line.restore();
        await().atMost(SOON).until(() -> status("/health/ready") == 200);
        broker.send(hour("before"), hour("afterwards"));
        register("meanwhile");
        register("afterwards");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(total("before")).isEqualByComparingTo("6");
            assertThat(total("meanwhile")).isEqualByComparingTo("6");
            assertThat(total("afterwards")).isEqualByComparingTo("6");
        });
        assertThat(broker.depth(Broker.MEASUREMENTS)).isZero();
        assertThat(broker.drain(Broker.DEAD)).isEmpty();
    }

    private int status(String path) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(ems.portal().resolve(path))
                .timeout(IN_TIME)
                .build();
        return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void register(String id) {
        JsonObject device =
                Json.createObjectBuilder().add("id", id).add("name", id).build();
        assertThat(administrator.post("devices", device).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> administrator.isMonitored(id));
    }

    private static String hour(String id) {
        return IntStream.range(0, 6)
                .mapToObj(i -> Broker.measurement(id, HOUR.plusSeconds(600L * i), "1"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private BigDecimal total(String id) {
        JsonObject hour =
                administrator.hours(id, HOUR, HOUR.plus(1, ChronoUnit.HOURS)).get(0);
        return hour.isNull("energy_kwh")
                ? BigDecimal.ZERO
                : hour.getJsonNumber("energy_kwh").bigDecimalValue();
    }
}
