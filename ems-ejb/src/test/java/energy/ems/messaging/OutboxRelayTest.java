package energy.ems.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import energy.ems.container.ManagementSystem;
import energy.ems.container.TestBroker;
import energy.ems.platform.Removal;
import energy.ems.platform.TestWorks;
import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RabbitConnectionFactory;
import energy.ems.rabbitmq.RawMessage;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class OutboxRelayTest {

    private static final String QUEUE = "ems.test";

    private static ManagementSystem system;
    private static TestBroker broker;
    private static ScheduledExecutorService threads;
    private static OutboxRelay relay;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        broker = new TestBroker();
        system = new ManagementSystem();
        system.container().with(RabbitConnectionFactory.class, broker.connections());
        system.container().bind(MessagePublisher.class, BrokerPublisher.class);
        threads = Executors.newScheduledThreadPool(8);
        relay = new OutboxRelay();
        relay.drain = system.get(OutboxDrain.class);
        relay.works = new TestWorks(threads, system.clock());
        relay.prepare();
        system.container().observingAfterSuccess(OutboxFilled.class, relay::filled);
        BrokerQueues.declare(broker.uri(), QUEUE);
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        broker.close();
        system.close();
        threads.shutdownNow();
    }

    @BeforeEach
    void empty() throws JMSException {
        received();
    }

    @Test
    void aMessageLeavesAsSoonAsItsTransactionHasCommitted() {
        system.container().inTransaction(() -> {
            add("hello", Map.of("ems-reason", "because"));
            return null;
        });

        await().until(() -> system.count("outbox") == 0);
        List<RawMessage> received = received();
        assertThat(received).singleElement().satisfies(message -> {
            assertThat(message.body()).asString().isEqualTo("hello");
            assertThat(message.headers()).containsEntry("ems-reason", "because");
        });
    }

    @Test
    void nothingLeavesForATransactionThatWasRolledBack() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> system.container().inTransaction(() -> {
                    add("never", Map.of());
                    throw new IllegalStateException("no");
                }));
        relay.nudge();

        assertThat(system.count("outbox")).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void needsATransaction() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> add("loose", Map.of()));
    }

    @Test
    void whatNobodyHasAQueueForStaysAndArrivesOnceThereIsOne() throws Exception {
        system.container().inTransaction(() -> {
            system.get(Outbox.class).add(Destinations.TOPIC_EXCHANGE, "ems.nowhere", bytes("patient"), Map.of());
            add("next", Map.of());
            return null;
        });

        await().until(() -> system.count("outbox") == 1);
        assertThat(system.select("SELECT last_error FROM outbox")).asString().contains("not routable");
        assertThat(received()).hasSize(1);
        BrokerQueues.bind(broker.uri(), "ems.nowhere", Destinations.TOPIC_EXCHANGE, "ems.nowhere");
        system.clock().advance(Duration.ofSeconds(5));
        relay.nudge();
        await().until(() -> system.count("outbox") == 0);
        try (BrokerConnection connection = broker.connect()) {
            assertThat(connection.count("ems.nowhere")).isEqualTo(1);
        }
    }

    @Test
    void whatTheBrokerClosesTheChannelForHoldsNothingUp() {
        system.container().inTransaction(() -> {
            List<OutgoingMessage> mixed = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String exchange = i == 3 || i == 11 ? "ems.no-such-exchange" : Destinations.DEFAULT_EXCHANGE;
                mixed.add(new OutgoingMessage(exchange, QUEUE, bytes("message " + i), Map.of()));
            }
            system.get(Outbox.class).addAll(mixed);
            return null;
        });

        await().until(() -> system.count("outbox") == 2);
        assertThat(new HashSet<>(texts(received()))).hasSize(18).doesNotContain("message 3", "message 11");
        assertThat(system.select("SELECT last_error FROM outbox"))
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).asString().contains("ems.no-such-exchange"));
        assertThat(system.get(Outbox.class).setAside()).isEqualTo(2);
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("DELETE FROM outbox")
                        .executeUpdate());
    }

    @Test
    void whatTheClientCannotSendHoldsNothingUp() {
        Map<String, String> headers = Map.of("a name too long for AMQP ".repeat(20), "");
        system.container().inTransaction(() -> {
            add("before", Map.of());
            add("impossible", headers);
            add("after", Map.of());
            return null;
        });

        await().until(() -> system.count("outbox") == 1);
        assertThat(new HashSet<>(texts(received()))).containsExactlyInAnyOrder("before", "after");
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("DELETE FROM outbox")
                        .executeUpdate());
    }

    @Test
    void alertsLeaveBeforeDeviceEvents() {
        OutboxDrain drain = system.get(OutboxDrain.class);
        MessagePublisher real = drain.publisher;
        List<String> order = new CopyOnWriteArrayList<>();
        drain.publisher = messages -> {
            messages.forEach(message -> order.add(message.routingKey()));
            return Map.of();
        };
        try {
            system.container().inTransaction(() -> {
                List<OutgoingMessage> events = new ArrayList<>();
                for (int i = 0; i < 2 * OutboxDrain.BATCH; i++) {
                    events.add(new OutgoingMessage(
                            Destinations.TOPIC_EXCHANGE, Destinations.DEVICE_EVENTS, bytes("event"), Map.of()));
                }
                events.add(new OutgoingMessage(
                        Destinations.TOPIC_EXCHANGE, Destinations.ALERTS, bytes("alert"), Map.of()));
                system.get(Outbox.class).addAll(events);
                return null;
            });
            await().until(() -> system.count("outbox") == 0);
        } finally {
            drain.publisher = real;
        }
        assertThat(order).hasSize(2 * OutboxDrain.BATCH + 1).startsWith(Destinations.ALERTS);
    }

    @Test
    void neitherFindingNorDeletingReadsTheWholeTable() {
        for (String statement : List.of(
                OutboxDrain.due(true, 500).replace("?1", "1"),
                OutboxDrain.due(false, 500).replace("?1", "1"))) {
            assertThat(system.select("EXPLAIN FORMAT=TRADITIONAL " + statement))
                    .as(statement)
                    .singleElement()
                    .satisfies(row -> assertThat(Arrays.asList((Object[]) row)).contains("range"));
        }
        List<Long> most = LongStream.rangeClosed(1, OutboxDrain.BATCH).boxed().toList();
        assertThat(system.select("EXPLAIN FORMAT=TRADITIONAL " + Removal.statement("outbox", "PRIMARY", "id", most)))
                .anySatisfy(row -> assertThat(Arrays.asList((Object[]) row)).contains("t", "eq_ref", "PRIMARY"));
    }

    @Test
    void aQueueMeantByItsNameIsMadeWhereThereIsNone() throws Exception {
        system.container().inTransaction(() -> {
            system.get(Outbox.class).add(Destinations.DEFAULT_EXCHANGE, "ems.new.dead", bytes("first"), Map.of());
            return null;
        });

        await().until(() -> system.count("outbox") == 0);
        try (BrokerConnection connection = broker.connect()) {
            assertThat(connection.count("ems.new.dead")).isEqualTo(1);
        }
    }

    @Test
    void anAlertThatNobodyListensToEndsAfterAMinute() {
        system.container().inTransaction(() -> {
            system.get(Outbox.class).add(Destinations.TOPIC_EXCHANGE, Destinations.ALERTS, bytes("unheard"), Map.of());
            return null;
        });
        await().until(() ->
                system.select("SELECT id FROM outbox WHERE attempts > 0").size() == 1);

        system.clock().advance(Duration.ofMinutes(2));
        relay.nudge();

        await().until(() -> system.count("outbox") == 0);
    }

    @Test
    void severalRelaysSendEachMessageOnce() throws Exception {
        Set<String> sent = ConcurrentHashMap.newKeySet();
        List<String> twice = new ArrayList<>();
        OutboxDrain drain = system.get(OutboxDrain.class);
        MessagePublisher real = drain.publisher;
        drain.publisher = messages -> {
            messages.forEach(message -> {
                if (!sent.add(new String(message.body(), StandardCharsets.UTF_8))) {
                    twice.add(message.toString());
                }
            });
            return Map.of();
        };
        try {
            system.clock().advance(Duration.ofHours(1));
            system.container().inTransaction(() -> {
                List<OutgoingMessage> many = new ArrayList<>();
                for (int i = 0; i < 3000; i++) {
                    many.add(new OutgoingMessage("", QUEUE, bytes("message " + i), Map.of()));
                }
                system.get(Outbox.class).addAll(many);
                return null;
            });
            List<Future<?>> nodes = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                nodes.add(threads.submit(() -> {
                    while (system.count("outbox") > 0) {
                        drain.sendBatch();
                    }
                }));
            }
            for (Future<?> node : nodes) {
                node.get(60, TimeUnit.SECONDS);
            }
        } finally {
            drain.publisher = real;
        }
        assertThat(sent).hasSize(3000);
        assertThat(twice).isEmpty();
    }

    @Test
    void messagesWaitWhileTheBrokerIsAwayAndLeaveWhenItIsBack() throws Exception {
        broker.stop();
        for (int i = 0; i < 5; i++) {
            String text = "waiting " + i;
            system.container().inTransaction(() -> {
                add(text, Map.of());
                return null;
            });
        }
        await().until(() -> !relay.brokerReachable());
        assertThat(system.count("outbox")).isEqualTo(5);

        broker.start();
        // Nobody nudges: it tries again by itself.
        await().until(() -> system.count("outbox") == 0);
        await().until(relay::brokerReachable);
        assertThat(new HashSet<>(texts(received())))
                .containsExactlyInAnyOrder("waiting 0", "waiting 1", "waiting 2", "waiting 3", "waiting 4");
    }

    private static void add(String text, Map<String, String> headers) {
        system.get(Outbox.class).add(Destinations.DEFAULT_EXCHANGE, QUEUE, bytes(text), headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<RawMessage> messages) {
        return messages.stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<RawMessage> received() {
        List<RawMessage> received = new ArrayList<>();
        try (BrokerConnection connection = broker.connect()) {
            connection.take(QUEUE, 10_000, message -> true, received::add);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        return received;
    }
}
