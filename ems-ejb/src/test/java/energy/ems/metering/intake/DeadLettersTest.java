package energy.ems.metering.intake;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestBroker;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.MessagePublisher;
import energy.ems.messaging.TestPublisher;
import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of what could not be understood, on a real broker. */
@Timeout(120)
class DeadLettersTest {

    private static final Instant AT = Instant.parse("2026-10-01T00:00:00Z");

    private TestBroker broker;
    private TestPublisher publisher;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        broker = new TestBroker();
        publisher = new TestPublisher(broker);
        system = new MonitoringSystem(container -> {
            container.with(MessagePublisher.class, publisher);
            Watches.wire(container);
        });
    }

    @AfterEach
    void stop() {
        system.close();
        broker.close();
    }

    @Test
    void leaveAtOnceWithTheirReasonThoseOfArraysLastAndTheGoodOnesCount() throws Exception {
        system.receive(
                "bad 1",
                measurement("good", AT, "1"),
                "[" + measurement("good", AT.plusSeconds(600), "2") + ", bad 2]",
                "bad 3");

        assertThat(dead()).containsExactly("bad 1", "bad 3", "bad 2");
        assertThat(system.count("outbox")).isZero();
        assertThat(system.count("reading")).isEqualTo(2);
        try (BrokerConnection connection = broker.connect()) {
            assertThat(connection.peek(Destinations.DEAD_MEASUREMENTS, 3))
                    .allSatisfy(letter -> assertThat(letter.headers())
                            .containsKeys(Destinations.REASON_HEADER, Destinations.RECEIVED_AT_HEADER));
        }
    }

    @Test
    void whatTheBrokerDoesNotTakeWaitsInTheOutboxAndNothingElseDoes() throws Exception {
        publisher.refuse("bad 2");

        system.receive("bad 1", "bad 2", "bad 3");

        assertThat(dead()).containsExactly("bad 1", "bad 3");
        assertThat(outbox()).containsExactly("bad 2");
    }

    @Test
    void aBrokerThatIsAwayIsNotAskedForEachBatchAndNothingIsLost() throws Exception {
        broker.stop();
        system.receive("bad 1");
        system.receive("bad 2", measurement("good", AT, "1"));

        assertThat(outbox()).containsExactly("bad 1", "bad 2");
        assertThat(system.count("reading")).isEqualTo(1);
        assertThat(publisher.attempts()).isEqualTo(1);

        broker.start();
        system.clock().advance(Duration.ofMinutes(1));
        system.receive("bad 3");

        assertThat(dead()).containsExactly("bad 3");
        assertThat(outbox()).containsExactly("bad 1", "bad 2");
    }

    private List<String> dead() throws Exception {
        List<String> bodies = new ArrayList<>();
        try (BrokerConnection connection = broker.connect()) {
            for (RawMessage letter : connection.peek(Destinations.DEAD_MEASUREMENTS, 100)) {
                bodies.add(new String(letter.body(), StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }

    private List<String> outbox() {
        return system
                .select("SELECT body FROM outbox WHERE routing_key = '" + Destinations.DEAD_MEASUREMENTS
                        + "' ORDER BY id")
                .stream()
                .map(body -> new String((byte[]) body, StandardCharsets.UTF_8))
                .toList();
    }
}
