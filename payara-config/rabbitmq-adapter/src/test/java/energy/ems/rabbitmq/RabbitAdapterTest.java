package energy.ems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.ems.launcher.EmbeddedBroker;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The adapter against a real AMQP broker, in a container that has just threads, endpoints and transactions. */
@Timeout(600)
class RabbitAdapterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final String queue = "test." + UUID.randomUUID();
    private final TestContainer container = new TestContainer();
    private final List<RabbitResourceAdapter> adapters = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stopAdapters() {
        adapters.forEach(RabbitResourceAdapter::stop);
    }

    @Test
    void deliversBatchesInOrderAndAcknowledgesThemAfterTheCommit() throws Exception {
        List<List<String>> batches = new CopyOnWriteArrayList<>();
        activate(container.batches(messages -> batches.add(TestContainer.texts(messages))), spec(10, 1));

        publish(texts("m", 100));

        await().atMost(PATIENCE).until(() -> flat(batches).size() == 100);
        assertThat(flat(batches)).isEqualTo(texts("m", 100));
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 10));
        stopAdapters();
        assertThat(count()).isZero();
    }

    @Test
    void acknowledgesNothingThatWasRolledBack() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        activate(
                container.batches(new BatchMessageListener() {
                    @Override
                    public void onMessages(List<Message> messages) {
                        attempts.incrementAndGet();
                        throw new TestContainer.Rollback();
                    }

                    @Override
                    public void probe() {
                        if (attempts.get() > 0) {
                            throw new IllegalStateException("the database is away");
                        }
                    }
                }),
                spec(10, 1));

        publish(texts("m", 5));

        await().atMost(PATIENCE).until(() -> attempts.get() > 3);
        stopAdapters();
        await().atMost(PATIENCE).until(() -> count() == 5);
        List<Boolean> redelivered = new CopyOnWriteArrayList<>();
        activate(
                container.batches(messages -> {
                    for (var message : messages) {
                        redelivered.add(message.getJMSRedelivered());
                    }
                }),
                spec(10, 1));
        await().atMost(PATIENCE).until(() -> redelivered.size() == 5);
        assertThat(redelivered).containsOnly(true);
    }

    @Test
    void splitsABatchSoThatABadMessageDoesNotHoldUpTheRest() throws Exception {
        List<String> committed = new CopyOnWriteArrayList<>();
        activate(
                container.batches(messages -> {
                    List<String> texts = TestContainer.texts(messages);
                    if (texts.contains("bad")) {
                        throw new IllegalStateException("cannot digest it");
                    }
                    committed.addAll(texts);
                }),
                spec(8, 1));

        List<String> sent = new ArrayList<>(texts("before", 10));
        sent.add("bad");
        sent.addAll(texts("after", 10));
        publish(sent);

        await().atMost(PATIENCE).until(() -> committed.size() == 20);
        sent.remove("bad");
        assertThat(committed).isEqualTo(sent);
        stopAdapters();
        assertThat(count()).isZero();
    }

    @Test
    void deliversOneByOneToAPlainMessageListener() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        activate(container.singles(collecting(received)), spec(500, 1));

        publish(texts("m", 20));

        await().atMost(PATIENCE).until(() -> received.size() == 20);
        assertThat(received).isEqualTo(texts("m", 20));
    }

    @Test
    void sharesAQueueAmongConsumersWithoutLosingOrDoubling() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        activate(container.batches(messages -> received.addAll(TestContainer.texts(messages))), spec(7, 4));

        publish(texts("m", 500));

        await().atMost(PATIENCE).until(() -> received.size() == 500);
        assertThat(received).containsExactlyInAnyOrderElementsOf(texts("m", 500));
    }

    @Test
    void givesEveryNodeItsOwnCopyOfATopic() throws Exception {
        List<String> one = new CopyOnWriteArrayList<>();
        List<String> other = new CopyOnWriteArrayList<>();
        RabbitActivationSpec topic = spec(10, 1);
        topic.setDestinationType(Topic.class.getName());
        activate(container.singles(collecting(one)), topic);
        activate(container.singles(collecting(other)), topic);

        // A subscription is there when the broker takes the message as routable for both.
        await().atMost(PATIENCE).until(() -> {
            send(new RawMessage("amq.topic", queue, bytes("hello"), Map.of()));
            return !one.isEmpty() && !other.isEmpty();
        });
        assertThat(one).containsOnly("hello");
        assertThat(other).containsOnly("hello");
    }

    @Test
    void waitsForABrokerThatIsAwayAndComesBackToIt() throws Exception {
        Path place = directory.resolve("coming-and-going");
        EmbeddedBroker first = EmbeddedBroker.start(place, 0);
        int port = first.port();
        String uri = first.uri();
        first.close();
        List<String> received = new CopyOnWriteArrayList<>();
        RabbitActivationSpec spec = spec(10, 1);
        spec.setConnectionUri(uri);
        activate(container.batches(messages -> received.addAll(TestContainer.texts(messages))), spec);

        try (EmbeddedBroker second = EmbeddedBroker.start(place, port)) {
            await().atMost(PATIENCE).until(() -> sent(second, "one"));
            await().atMost(PATIENCE).until(() -> received.contains("one"));
        }
        try (EmbeddedBroker third = EmbeddedBroker.start(place, port)) {
            await().atMost(PATIENCE).until(() -> sent(third, "two"));
            await().atMost(PATIENCE).until(() -> received.contains("two"));
            stopAdapters();
        }
    }

    @Test
    void refusesActivationPropertiesThatMakeNoSense() {
        RabbitActivationSpec nameless = new RabbitActivationSpec();
        assertThatThrownBy(nameless::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("destination");
        RabbitActivationSpec greedy = spec(0, 100);
        assertThatThrownBy(greedy::validate).hasMessageContaining("batchSize").hasMessageContaining("consumers");
        RabbitActivationSpec strange = spec(1, 1);
        strange.setDestinationType("a pigeon");
        assertThatThrownBy(strange::validate).hasMessageContaining("destinationType");
        RabbitActivationSpec halfBound = spec(1, 1);
        halfBound.setExchange("amq.topic");
        assertThatThrownBy(halfBound::validate).hasMessageContaining("routingKey");
        RabbitActivationSpec several = spec(1, 2);
        several.setSingle(true);
        assertThatThrownBy(several::validate).hasMessageContaining("single");
    }

    @Test
    void namesABrokerWithoutItsPassword() {
        assertThat(Broker.at("amqp://ems:secret@example.test:5672/vhost").toString())
                .contains("example.test")
                .doesNotContain("secret");
        assertThat(Broker.at("amqp://ems:a,secret@one.test/v, amqps://ems:secret@two.test:5671/v"))
                .hasToString("amqp://one.test/v, amqps://two.test:5671/v");
        for (String wrong : List.of(
                "",
                "http://ems:secret@example.test",
                "amqp://ems:secret@exa mple",
                "amqp:secret",
                "amqp://ems:secret@one.test,http://ems:secret@two.test",
                "amqp://ems:secret@one.test,two.test")) {
            assertThatThrownBy(() -> Broker.at(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void saysWhatTheBrokerDidNotTake() throws Exception {
        publish(List.of("waiting"));

        Map<Integer, String> refused = send(
                new RawMessage("", queue, bytes("one"), Map.of("ems-reason", "because")),
                new RawMessage("", "nobody." + queue, bytes("two"), Map.of()),
                new RawMessage("", queue, bytes("three"), Map.of()));

        assertThat(refused).containsOnlyKeys(1);
        try (BrokerConnection connection = connection()) {
            assertThat(connection.count(queue)).isEqualTo(3);
            assertThat(connection.count("nobody." + queue)).isZero();
        }
    }

    @Test
    void looksAtAQueueAndTakesJustWhatIsWanted() throws Exception {
        publish(List.of("a", "b", "c"));
        send(new RawMessage("", queue, bytes("d"), Map.of("ems-reason", "because")));

        try (BrokerConnection connection = connection()) {
            List<RawMessage> seen = connection.peek(queue, 10);
            assertThat(seen).extracting(RabbitAdapterTest::text).containsExactly("a", "b", "c", "d");
            assertThat(seen.get(3).headers()).isEqualTo(Map.of("ems-reason", "because"));
            assertThat(connection.take(queue, 10, message -> text(message).equals("b"), message -> {}))
                    .isOne();
            assertThat(connection.peek(queue, 10))
                    .extracting(RabbitAdapterTest::text)
                    .containsExactlyInAnyOrder("a", "c", "d");
        }
    }

    // ---- the house of the tests

    private RabbitActivationSpec spec(int batchSize, int consumers) {
        RabbitActivationSpec spec = new RabbitActivationSpec();
        spec.setDestination(queue);
        spec.setBatchSize(batchSize);
        spec.setConsumers(consumers);
        return spec;
    }

    private void activate(MessageEndpointFactory factory, RabbitActivationSpec spec) throws ResourceException {
        RabbitResourceAdapter adapter = new RabbitResourceAdapter();
        adapter.setUri(broker.uri());
        adapter.start(container);
        adapters.add(adapter);
        adapter.endpointActivation(factory, spec);
    }

    private static MessageListener collecting(List<String> received) {
        return message -> {
            try {
                received.add(TestContainer.text(message));
            } catch (jakarta.jms.JMSException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static List<String> texts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> flat(List<List<String>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(RawMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    private void publish(List<String> texts) throws Exception {
        assertThat(send(texts.stream()
                        .map(text -> new RawMessage("", queue, bytes(text), Map.of()))
                        .toArray(RawMessage[]::new)))
                .isEmpty();
    }

    private Map<Integer, String> send(RawMessage... messages) throws Exception {
        try (BrokerConnection connection = connection()) {
            if (messages[0].exchange().isEmpty()) {
                connection.declareQueues(List.of(queue));
            }
            return connection.publish(List.of(messages));
        }
    }

    private boolean sent(EmbeddedBroker to, String text) {
        try (BrokerConnection connection = connection(to)) {
            connection.declareQueues(List.of(queue));
            return connection
                    .publish(List.of(new RawMessage("", queue, bytes(text), Map.of())))
                    .isEmpty();
        } catch (Exception notYet) {
            return false;
        }
    }

    private long count() throws Exception {
        try (BrokerConnection connection = connection()) {
            return connection.count(queue);
        }
    }

    private static BrokerConnection connection() throws ResourceException {
        return connection(broker);
    }

    /** A connection outside a pool: it ends when it is closed. */
    private static BrokerConnection connection(EmbeddedBroker to) throws ResourceException {
        PhysicalConnection physical = new PhysicalConnection(Broker.at(to.uri()), null);
        BrokerConnection handle = (BrokerConnection) physical.getConnection(null, PooledConnectionFactory.Face.BROKER);
        physical.addConnectionEventListener(new DestroyWhenClosed(physical));
        return handle;
    }
}
