package energy.ems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.GetResponse;
import energy.ems.rabbitmq.ConsumerState.Kind;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no message, no operator and no failure may do to a consumer, on every broker that EMS runs with. */
@Timeout(120)
abstract class ResilienceContract {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    final String queue = "test." + UUID.randomUUID();
    final String dead = queue + ".dead";
    private final TestContainer container = new TestContainer();
    private final List<RabbitResourceAdapter> adapters = new ArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    Connection amqp;
    Channel channel;

    /** The broker's address. */
    abstract String uri();

    @BeforeEach
    void connect() throws Exception {
        amqp = Broker.at(uri()).connectAmqp();
        channel = amqp.createChannel();
    }

    @AfterEach
    void stop() {
        adapters.forEach(RabbitResourceAdapter::stop);
        amqp.abort();
    }

    @Test
    void readsAMessageWithAHeaderThatIsNull() throws Exception {
        activate(collecting(), spec());
        Map<String, Object> headers = new HashMap<>();
        headers.put("x", null);

        publish(headers, "one");
        publish(Map.of(), "two");

        awaitReceived("one", "two");
        awaitEmptied();
    }

    @Test
    void readsMessagesWithHeadersThatJmsHasNoPlaceFor() throws Exception {
        List<Message> messages = new CopyOnWriteArrayList<>();
        activate(container.batches(messages::addAll), spec());
        Map<String, Object> headers = new HashMap<>();
        headers.put("table", Map.of("in", Map.of("deeper", 1)));
        headers.put("array", List.of(1, "two", List.of()));
        headers.put("time", new Date(0));
        headers.put("decimal", new BigDecimal("1.5"));
        headers.put("bytes", new byte[] {1, 2});
        headers.put("JMSPriority", "high");
        headers.put("JMSTimestamp", List.of());
        headers.put("JMSXGroupSeq", "none");
        headers.put("NULL", "a reserved word");
        headers.put("1st", "no identifier");
        headers.put("it's", "no identifier");
        headers.put("x-delivery-count", "many");
        headers.put("good", "kept");
        headers.put("JMSType", List.of("TextMessage"));
        publish(headers, "odd");
        publish(Map.of("JMSType", "TextMessage"), "text");
        publish(Map.of(), "plain");

        await().atMost(PATIENCE).until(() -> messages.size() == 3);
        assertThat(messages.get(0).getStringProperty("good")).isEqualTo("kept");
        assertThat(messages.get(1)).isInstanceOf(TextMessage.class);
        assertThat(((TextMessage) messages.get(1)).getText()).isEqualTo("text");
        awaitEmptied();
    }

    @Test
    void tellsWhatHasPassedAndSinceWhenTheRestWaits() throws Exception {
        AtomicBoolean held = new AtomicBoolean(true);
        RabbitResourceAdapter adapter = activate(
                container.batches(messages -> {
                    List<String> texts = TestContainer.texts(messages);
                    await().atMost(PATIENCE).until(() -> !texts.contains("held") || !held.get());
                    received.addAll(texts);
                }),
                spec());

        publish(Map.of(), "one");
        publish(Map.of(), "two");
        await().atMost(PATIENCE).until(() -> state(adapter).flow().messages() == 2);
        assertThat(state(adapter).flow().batches()).isBetween(1L, 2L);
        assertThat(state(adapter).flow().underWay()).isPositive();
        await().atMost(PATIENCE).until(() -> state(adapter).flow().oldest() == null);

        publish(Map.of(), "held");
        await().atMost(PATIENCE).until(() -> state(adapter).flow().oldest() != null);
        held.set(false);
        await().atMost(PATIENCE)
                .until(() -> state(adapter).flow().messages() == 3
                        && state(adapter).flow().oldest() == null);
        awaitEmptied();
    }

    @Test
    void setsAsideWhatIsTooLargeAndSaysSo() throws Exception {
        RabbitActivationSpec spec = spec();
        spec.setMessageBytes(100_000);
        activate(collecting(), spec);

        publish(Map.of(), "before");
        publish(Map.of(), "x".repeat(2_000_000));
        publish(Map.of(), "after");

        awaitReceived("before", "after");
        GetResponse letter = awaitDead();
        assertThat(letter.getBody()).hasSize(8 * 1024);
        assertThat(reason(letter)).contains("too large").contains("2000000");
        assertThat(letter.getProps().getHeaders()).containsKey("ems-received-at");
        awaitEmptied();
    }

    @Test
    void setsAsideAFloodOfWhatIsTooLargeInOrderAndOnce() throws Exception {
        RabbitActivationSpec spec = spec();
        spec.setMessageBytes(10);
        channel.queueDeclare(queue, true, false, false, null);
        for (int i = 0; i < 300; i++) {
            publish(Map.of(), "much too large " + i);
            publish(Map.of(), "good" + i);
        }
        activate(collecting(), spec);

        awaitReceived("good0", "good299");
        awaitEmptied();
        assertThat(received).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(new String(channel.basicGet(dead, true).getBody(), StandardCharsets.UTF_8))
                    .isEqualTo("much too large " + i);
        }
        assertThat(count(dead)).isZero();
    }

    @Test
    void boundsABatchInBytesThoughOneMessageAlwaysFits() throws Exception {
        List<Integer> batches = new CopyOnWriteArrayList<>();
        RabbitActivationSpec spec = spec();
        spec.setBatchSize(100);
        spec.setBatchBytes(2_500);
        channel.queueDeclare(queue, true, false, false, null);
        for (int i = 0; i < 20; i++) {
            publish(Map.of(), "x".repeat(i == 7 ? 9_000 : 1_000));
        }
        activate(container.batches(messages -> batches.add(messages.size())), spec);

        await().atMost(PATIENCE)
                .until(() -> batches.stream().mapToInt(each -> each).sum() == 20);
        assertThat(batches).allSatisfy(size -> assertThat(size).isBetween(1, 2));
        awaitEmptied();
    }

    @Test
    void takesABacklogThatDoesNotFitIntoMemoryAtOnceInOrder() throws Exception {
        channel.queueDeclare(queue, true, false, false, null);
        for (int i = 0; i < 60; i++) {
            publish(Map.of(), "%03d%s".formatted(i, "x".repeat(500_000)));
        }
        activate(
                container.batches(
                        messages -> TestContainer.texts(messages).forEach(text -> received.add(text.substring(0, 3)))),
                spec());

        await().atMost(PATIENCE).until(() -> received.size() == 60);
        assertThat(received)
                .isEqualTo(IntStream.range(0, 60).mapToObj("%03d"::formatted).toList());
        awaitEmptied();
    }

    /** Else it would go on in small steps for as long as anything waits. */
    @Test
    void asksForManyAgainWhenWhatFollowsTheLargeOnesIsSmall() throws Exception {
        int few = spec().mostThatFit();
        int small = 5_000;
        List<Integer> batches = new CopyOnWriteArrayList<>();
        channel.queueDeclare(queue, true, false, false, null);
        for (int i = 0; i < 60; i++) {
            publish(Map.of(), "large " + "x".repeat(500_000));
        }
        for (int i = 0; i < small; i++) {
            publish(Map.of(), "small " + i);
        }
        RabbitActivationSpec spec = spec();
        spec.setBatchSize(500);
        activate(
                container.batches(messages -> {
                    List<String> texts = TestContainer.texts(messages).stream()
                            .filter(text -> text.startsWith("small"))
                            .toList();
                    received.addAll(texts);
                    batches.add(texts.size());
                }),
                spec);

        await().atMost(PATIENCE).until(() -> received.size() == small);
        assertThat(received)
                .isEqualTo(IntStream.range(0, small).mapToObj(i -> "small " + i).toList());
        assertThat(batches).anyMatch(size -> size > 4 * few);
        awaitEmptied();
    }

    @Test
    void makesADeadLetterOfWhatFailsThoughTheBeanIsAble() throws Exception {
        RabbitActivationSpec spec = spec();
        spec.setAttempts(2);
        activate(failing(text -> text.startsWith("bad")), spec);

        publish(Map.of(), "bad");
        for (int i = 0; i < 16; i++) {
            publish(Map.of(), "bad" + i);
            publish(Map.of(), "good" + i);
        }

        await().atMost(PATIENCE).until(() -> count(dead) == 17);
        awaitReceived("good0", "good15");
        assertThat(received).noneMatch(text -> text.startsWith("bad"));
        assertThat(reason(channel.basicGet(dead, true)))
                .contains("failed 2 times")
                .contains("cannot digest");
        awaitEmptied();
    }

    @Test
    void tellsManyBadMessagesFromAnOutage() throws Exception {
        RabbitActivationSpec spec = spec();
        spec.setBatchSize(20);
        channel.queueDeclare(queue, true, false, false, null);
        // More than may be under way at a time, so that no good one is among them.
        for (int i = 0; i < 200; i++) {
            publish(Map.of(), "bad" + i);
        }
        publish(Map.of(), "good");

        activate(failing(text -> text.startsWith("bad")), spec);

        awaitReceived("good");
        await().atMost(PATIENCE).until(() -> count(dead) == 200);
        awaitEmptied();
    }

    @Test
    void keepsEverythingWhileNothingPasses() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        RabbitActivationSpec spec = spec();
        spec.setAttempts(1);
        RabbitResourceAdapter adapter = activate(container.batches(new Outage(away)), spec);
        await().atMost(PATIENCE).until(() -> state(adapter).isConsuming());
        away.set(true);
        for (int i = 0; i < 50; i++) {
            publish(Map.of(), "m" + i);
        }

        await().atMost(PATIENCE).until(() -> state(adapter).kind() == Kind.HELD_UP);
        assertThat(state(adapter).reason()).contains("cannot digest");
        away.set(false);

        await().atMost(PATIENCE).until(() -> received.size() >= 50);
        assertThat(received).isEqualTo(numbered(0, 50));
        assertThat(state(adapter).isConsuming()).isTrue();
        awaitEmptied();
    }

    /** What is taken and given back, a quorum queue counts, and RabbitMQ 4 gives it up in the end. */
    @Test
    void takesNothingBeforeAnythingCanPass() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        publish(Map.of(), "one");
        await().atMost(PATIENCE).until(() -> count(queue) == 1);
        RabbitResourceAdapter adapter = activate(container.batches(new Outage(away)), spec());

        await().atMost(PATIENCE).until(() -> state(adapter).kind() == Kind.HELD_UP);
        assertThat(state(adapter).reason()).contains("cannot digest");
        assertThat(count(queue)).as("ready").isOne();
        assertThat(channel.consumerCount(queue)).isZero();
        away.set(false);

        awaitReceived("one");
        awaitEmptied();
    }

    /** A bean whose database comes and goes. */
    private final class Outage implements BatchMessageListener {

        private final AtomicBoolean away;

        Outage(AtomicBoolean away) {
            this.away = away;
        }

        @Override
        public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
            probe();
            received.addAll(TestContainer.texts(messages));
        }

        @Override
        public void probe() {
            if (away.get()) {
                throw new IllegalStateException("cannot digest it");
            }
        }
    }

    @Test
    void letsNothingOvertakeAMessageThatFailsForAWhile() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        RabbitActivationSpec spec = spec();
        spec.setBatchSize(8);
        channel.queueDeclare(queue, true, false, false, null);
        for (String each : numbered(0, 30)) {
            publish(Map.of(), each);
        }

        activate(
                container.batches(messages -> {
                    List<String> texts = TestContainer.texts(messages);
                    if (texts.equals(List.of("m3")) ? failures.getAndIncrement() < 2 : texts.contains("m3")) {
                        throw new IllegalStateException("a deadlock, say");
                    }
                    received.addAll(texts);
                }),
                spec);

        await().atMost(PATIENCE).until(() -> received.size() == 30);
        assertThat(received).isEqualTo(numbered(0, 30));
        awaitEmptied();
    }

    @Test
    void triesAgainJustWhatTheBeanHasNotDone() throws Exception {
        List<String> tried = new CopyOnWriteArrayList<>();
        channel.queueDeclare(queue, true, false, false, null);
        for (String each : numbered(0, 30)) {
            publish(Map.of(), each);
        }

        activate(
                container.batches(messages -> {
                    List<String> texts = TestContainer.texts(messages);
                    tried.addAll(texts);
                    Set<Integer> failed = new HashSet<>();
                    for (int i = 0; i < texts.size(); i++) {
                        if (texts.get(i).matches("m7|m11")) {
                            failed.add(i);
                        } else {
                            received.add(texts.get(i));
                        }
                    }
                    if (!failed.isEmpty()) {
                        throw new PartlyProcessedException(failed, new IllegalStateException("cannot digest it"));
                    }
                }),
                spec());

        await().atMost(PATIENCE).until(() -> count(dead) == 2);
        await().atMost(PATIENCE).until(() -> received.size() == 28);
        assertThat(tried.stream().filter("m8"::equals)).hasSize(1);
        assertThat(received).isSubsetOf(numbered(0, 30)).doesNotHaveDuplicates();
        awaitEmptied();
    }

    @Test
    void hasOneConsumerOfSeveralAndAnotherInItsPlaceWhenItDies() throws Exception {
        takesOverInOrder(Map.of());
    }

    @Test
    void hasOneConsumerOfAQueueThatOperationsDeclared() throws Exception {
        takesOverInOrder(otherArguments());
    }

    /** Three nodes; whichever consumes is cut off in the midst of its work, twice. */
    private void takesOverInOrder(Map<String, Object> arguments) throws Exception {
        int messages = 3_000;
        channel.queueDeclare(queue, true, false, false, unlimited(arguments));
        for (String each : numbered(0, messages)) {
            publish(Map.of(), each);
        }
        SharedTurn shared = new SharedTurn();
        Map<RabbitResourceAdapter, CuttableLine> nodes = new IdentityHashMap<>();
        for (int i = 0; i < 3; i++) {
            CuttableLine line = new CuttableLine(uri());
            RabbitActivationSpec spec = spec();
            spec.setSingle(true);
            spec.setBatchSize(50);
            spec.setConnectionUri(line.uri());
            nodes.put(activate(container.batches(new Node(shared)), spec), line);
        }

        for (int i = 0; i < 2; i++) {
            await().atMost(PATIENCE)
                    .until(() -> shared.isStuck() && consuming(nodes.keySet()).size() == 1);
            RabbitResourceAdapter active = consuming(nodes.keySet()).get(0);
            await().atMost(PATIENCE)
                    .until(() -> nodes.keySet().stream()
                            .filter(each -> each != active)
                            .allMatch(each -> state(each).kind() == Kind.STANDBY));
            nodes.remove(active).close();
            await().atMost(PATIENCE).until(() -> consuming(nodes.keySet()).size() == 1);
            // Now the former one goes on with its batch, too.
            shared.goOn();
        }
        shared.goOn();
        await().atMost(PATIENCE).until(() -> received.contains("m" + (messages - 1)));

        // What was done and not acknowledged comes again, but nothing for the first time before what precedes it.
        assertThat(new ArrayList<>(new LinkedHashSet<>(received))).isEqualTo(numbered(0, messages));
        awaitEmptied();
        nodes.values().forEach(CuttableLine::close);
    }

    private static List<RabbitResourceAdapter> consuming(Set<RabbitResourceAdapter> nodes) {
        return nodes.stream().filter(each -> state(each).isConsuming()).toList();
    }

    private static Map<String, Object> unlimited(Map<String, Object> arguments) {
        Map<String, Object> unlimited = new HashMap<>(arguments);
        unlimited.remove("x-max-length");
        return unlimited;
    }

    /** What the nodes of a test have in common, as they have a database. Work on it stops for a while now and then. */
    private static final class SharedTurn {

        private static final int AT_ONCE = 1_000;

        private Node holder;
        private int left = AT_ONCE;

        synchronized boolean isStuck() {
            return left <= 0;
        }

        synchronized void goOn() {
            left = AT_ONCE;
            notifyAll();
        }

        synchronized void work(Node node, List<String> texts, List<String> done) {
            while (left <= 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (holder == node) {
                left -= texts.size();
                done.addAll(texts);
            }
        }

        synchronized boolean begin(Node node, BatchMessageListener.Attach attach) throws jakarta.jms.JMSException {
            boolean attached = attach.attach();
            if (attached) {
                holder = node;
            }
            return attached;
        }

        synchronized boolean isHeldBy(Node node) {
            return holder == node;
        }
    }

    private final class Node implements BatchMessageListener {

        private final SharedTurn shared;

        Node(SharedTurn shared) {
            this.shared = shared;
        }

        @Override
        public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
            shared.work(this, TestContainer.texts(messages), received);
            if (!shared.isHeldBy(this)) {
                throw new TurnLostException("another node's turn");
            }
        }

        @Override
        public boolean begin(Attach attach) throws jakarta.jms.JMSException {
            return shared.begin(this, attach);
        }
    }

    @Test
    void leavesTheTurnToAnotherNodeWhenNothingPassesOnThisOne() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        RabbitActivationSpec single = spec();
        single.setSingle(true);
        RabbitResourceAdapter first = activate(
                container.batches(new BatchMessageListener() {
                    @Override
                    public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
                        probe();
                        received.addAll(TestContainer.texts(messages));
                    }

                    @Override
                    public void probe() {
                        if (away.get()) {
                            throw new IllegalStateException("cannot reach the database");
                        }
                    }

                    @Override
                    public boolean begin(Attach attach) throws jakarta.jms.JMSException {
                        probe();
                        return attach.attach();
                    }
                }),
                single);
        publish(Map.of(), "one");
        awaitReceived("one");
        away.set(true);
        RabbitResourceAdapter second = activate(collecting(), single);
        publish(Map.of(), "two");

        awaitReceived("two");
        assertThat(state(second).isConsuming()).isTrue();
        await().atMost(PATIENCE).until(() -> state(first).kind() == Kind.STANDBY);
    }

    @Test
    void consumesAgainAfterAChannelWasClosed() throws Exception {
        CountingBean bean = new CountingBean();
        RabbitResourceAdapter adapter = activate(container.batches(bean), spec());
        publish(Map.of(), "one");
        awaitReceived("one");

        // A protocol error of its own making: to acknowledge what was never delivered.
        bean.breakChannelWith(adapter);
        publish(Map.of(), "two");

        awaitReceived("two");
    }

    /** Ends the consumer's channel by deleting its queue in the midst of a batch that is acknowledged afterwards. */
    private final class CountingBean implements BatchMessageListener {

        private final AtomicBoolean delete = new AtomicBoolean();

        void breakChannelWith(RabbitResourceAdapter adapter) throws Exception {
            delete.set(true);
            publish(Map.of(), "breaking");
            await().atMost(PATIENCE)
                    .until(() ->
                            !delete.get() && count(queue) == 0 && state(adapter).isConsuming());
        }

        @Override
        public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
            if (delete.getAndSet(false)) {
                deleteQueue();
            }
            received.addAll(TestContainer.texts(messages));
        }
    }

    @Test
    void consumesAgainWhenTheQueueWasDeletedAndMadeAnewOtherwise() throws Exception {
        RabbitResourceAdapter adapter = activate(collecting(), spec());
        await().atMost(PATIENCE).until(() -> state(adapter).isConsuming());

        channel.queueDelete(queue);
        // The adapter may be faster, then it stays as the adapter made it.
        declareUnlessThere(otherArguments());

        await().atMost(PATIENCE).until(() -> {
            publish(Map.of(), "again");
            return received.contains("again");
        });
        assertThat(state(adapter).isConsuming()).isTrue();
    }

    @Test
    void usesQueuesThatOperationsDeclaredTheirWay() throws Exception {
        channel.queueDeclare(queue, true, false, false, otherArguments());
        channel.queueDeclare(dead, true, false, false, otherArguments());
        RabbitActivationSpec spec = spec();
        spec.setMessageBytes(10);
        activate(collecting(), spec);

        publish(Map.of(), "small");
        publish(Map.of(), "much too large");

        awaitReceived("small");
        assertThat(reason(awaitDead())).contains("too large");
        try (BrokerConnection connection = connection()) {
            connection.declareQueues(List.of(queue, dead));
        }
    }

    @Test
    void saysWhyItCannotConsumeAndConsumesWhenItCan() throws Exception {
        channel.queueDeclare(queue, true, true, false, null); // exclusive: of this connection alone
        RabbitResourceAdapter adapter = activate(collecting(), spec());

        await().atMost(PATIENCE)
                .until(() -> state(adapter).kind() == Kind.DISCONNECTED
                        && state(adapter).reason().contains(queue));
        channel.queueDelete(queue);

        await().atMost(PATIENCE).until(() -> state(adapter).isConsuming());
        publish(Map.of(), "one");
        awaitReceived("one");
    }

    @Test
    void consumesAgainAfterItsConnectionWasCut() throws Exception {
        try (CuttableLine line = new CuttableLine(uri())) {
            RabbitActivationSpec spec = spec();
            spec.setConnectionUri(line.uri());
            RabbitResourceAdapter adapter = activate(collecting(), spec);
            publish(Map.of(), "one");
            awaitReceived("one");

            for (int i = 0; i < 3; i++) {
                await().atMost(PATIENCE)
                        .until(() -> line.lines() > 0 && state(adapter).isConsuming());
                line.cut();
                publish(Map.of(), "after cut " + i);
                awaitReceived("after cut " + i);
            }
            adapter.stop();
        }
    }

    @Test
    void beginsItsTurnAsSoonAsTheBeanCan() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        RabbitActivationSpec spec = spec();
        spec.setSingle(true);
        RabbitResourceAdapter adapter = activate(
                container.batches(new BatchMessageListener() {
                    @Override
                    public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
                        received.addAll(TestContainer.texts(messages));
                    }

                    @Override
                    public boolean begin(Attach attach) throws jakarta.jms.JMSException {
                        if (away.get()) {
                            throw new IllegalStateException("cannot reach the database");
                        }
                        return attach.attach();
                    }
                }),
                spec);
        publish(Map.of(), "one");
        await().atMost(PATIENCE).until(() -> state(adapter).kind() == Kind.HELD_UP);
        assertThat(state(adapter).reason()).contains("cannot reach the database");

        away.set(false);

        awaitReceived("one");
        assertThat(state(adapter).isConsuming()).isTrue();
    }

    @Test
    void standsByWhileAQueueWithOneConsumerAtATimeHasAnother() throws Exception {
        Queues.ensure(amqp, queue);
        String consumer = channel.basicConsume(queue, false, new DefaultConsumer(channel));
        RabbitActivationSpec spec = spec();
        spec.setSingle(true);
        RabbitResourceAdapter adapter = activate(collecting(), spec);
        await().atMost(PATIENCE).until(() -> state(adapter).kind() == Kind.STANDBY);
        assertThat(state(adapter).reason()).contains("another node consumes");

        channel.basicCancel(consumer);

        await().atMost(PATIENCE).until(() -> state(adapter).isConsuming());
    }

    /** As a quorum queue counts the consumer of a cluster's node that is gone. */
    @Test
    void takesTheTurnOfAConsumerThatNobodyIs() throws Exception {
        Queues.ensure(amqp, queue);
        channel.basicQos(1);
        channel.basicConsume(queue, false, new DefaultConsumer(channel));
        publish(Map.of(), "under way");
        publish(Map.of(), "waiting");
        Standing bean = new Standing();
        RabbitResourceAdapter adapter = activate(container.batches(bean), single());
        await().atMost(PATIENCE).until(() -> bean.asked.get() >= 3);
        assertThat(state(adapter).kind()).isEqualTo(Kind.STANDBY);

        bean.abandoned.set(true);

        awaitReceived("waiting");
        assertThat(state(adapter).isConsuming()).isTrue();
        await().atMost(PATIENCE).until(() -> bean.stayed.get() > 0);
    }

    @Test
    void leavesTheTurnWhenItHearsThatAnotherHasBegun() throws Exception {
        Standing bean = new Standing();
        RabbitResourceAdapter adapter = activate(container.batches(bean), single());
        await().atMost(PATIENCE).until(() -> state(adapter).isConsuming());
        channel.basicConsume(queue, false, new DefaultConsumer(channel));

        bean.lost.set(true);

        await().atMost(PATIENCE).until(() -> state(adapter).kind() == Kind.STANDBY);
    }

    private RabbitActivationSpec single() {
        RabbitActivationSpec spec = spec();
        spec.setSingle(true);
        return spec;
    }

    /** Is told by the test what it would hear of other nodes. */
    private final class Standing implements BatchMessageListener {

        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger stayed = new AtomicInteger();
        private final AtomicBoolean abandoned = new AtomicBoolean();
        private final AtomicBoolean lost = new AtomicBoolean();

        @Override
        public void onMessages(List<Message> messages) throws jakarta.jms.JMSException {
            received.addAll(TestContainer.texts(messages));
        }

        @Override
        public void stay() throws jakarta.jms.JMSException {
            if (lost.get()) {
                throw new TurnLostException("another turn has begun");
            }
            stayed.incrementAndGet();
        }

        @Override
        public boolean isAbandoned() {
            asked.incrementAndGet();
            return abandoned.get();
        }
    }

    @Test
    void hearsATopicAgainAfterAMessageThatTheJmsClientCannotConvert() throws Exception {
        RabbitActivationSpec topic = spec();
        topic.setDestinationType(Topic.class.getName());
        MessageListener listener = message -> {
            try {
                received.add(TestContainer.text(message));
            } catch (jakarta.jms.JMSException e) {
                throw new IllegalStateException(e);
            }
        };
        activate(container.singles(listener), topic);
        awaitOnTopic("first");
        Map<String, Object> headers = new HashMap<>();
        headers.put("x", null);

        channel.basicPublish(
                "amq.topic",
                queue,
                new BasicProperties.Builder().headers(headers).build(),
                bytes("bad"));

        awaitOnTopic("second");
    }

    // ---- the house of the tests

    /** As operations may declare a queue that EMS would declare without any arguments. */
    abstract Map<String, Object> otherArguments();

    RabbitActivationSpec spec() {
        RabbitActivationSpec spec = new RabbitActivationSpec();
        spec.setDestination(queue);
        return spec;
    }

    RabbitResourceAdapter activate(MessageEndpointFactory factory, RabbitActivationSpec spec) throws ResourceException {
        RabbitResourceAdapter adapter = new RabbitResourceAdapter();
        adapter.setUri(uri());
        adapter.start(container);
        adapters.add(adapter);
        adapter.endpointActivation(factory, spec);
        return adapter;
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    MessageEndpointFactory collecting() {
        return container.batches(messages -> received.addAll(TestContainer.texts(messages)));
    }

    private MessageEndpointFactory failing(java.util.function.Predicate<String> bad) {
        return container.batches(messages -> {
            List<String> texts = TestContainer.texts(messages);
            if (texts.stream().anyMatch(bad)) {
                throw new IllegalStateException("cannot digest it");
            }
            received.addAll(texts);
        });
    }

    private static ConsumerState state(RabbitResourceAdapter adapter) {
        return adapter.consumers().get(0);
    }

    synchronized void publish(Map<String, Object> headers, String body) throws IOException {
        Queues.ensure(amqp, queue);
        channel.basicPublish(
                "", queue, new BasicProperties.Builder().headers(headers).build(), bytes(body));
    }

    private void declareUnlessThere(Map<String, Object> arguments) {
        try (Channel another = amqp.createChannel()) {
            another.queueDeclare(queue, true, false, false, arguments);
        } catch (Exception thereAlready) {
            assertThat(amqp.isOpen()).isTrue();
        }
    }

    private void deleteQueue() {
        try (Channel another = amqp.createChannel()) {
            another.queueDelete(queue);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitReceived(String... texts) {
        await().atMost(PATIENCE).until(() -> received.containsAll(Arrays.asList(texts)));
    }

    private void awaitOnTopic(String text) {
        await().atMost(PATIENCE).until(() -> {
            channel.basicPublish("amq.topic", queue, null, bytes(text));
            return received.contains(text);
        });
    }

    GetResponse awaitDead() {
        await().atMost(PATIENCE).until(() -> count(dead) > 0);
        try {
            return channel.basicGet(dead, true);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Everything is acknowledged: nothing comes back when the consumers are gone. */
    void awaitEmptied() {
        adapters.forEach(RabbitResourceAdapter::stop);
        await().atMost(PATIENCE).until(() -> count(queue) == 0);
    }

    long count(String name) throws Exception {
        try (BrokerConnection connection = connection()) {
            return connection.count(name);
        }
    }

    BrokerConnection connection() throws ResourceException {
        PhysicalConnection physical = new PhysicalConnection(Broker.at(uri()), null);
        BrokerConnection handle = (BrokerConnection) physical.getConnection(null, PooledConnectionFactory.Face.BROKER);
        physical.addConnectionEventListener(new DestroyWhenClosed(physical));
        return handle;
    }

    static String reason(GetResponse letter) {
        return letter.getProps().getHeaders().get("ems-reason").toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
