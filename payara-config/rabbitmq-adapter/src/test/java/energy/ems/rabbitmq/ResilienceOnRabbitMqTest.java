package energy.ems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skipped where RabbitMQ is not installed. */
class ResilienceOnRabbitMqTest extends ResilienceContract {

    @TempDir
    static Path directory;

    private static Optional<RealRabbitMq> rabbitmq = Optional.empty();

    @BeforeAll
    static void startBroker() throws Exception {
        rabbitmq = RealRabbitMq.start(directory.resolve("rabbitmq"));
        assumeTrue(rabbitmq.isPresent(), "no rabbitmq-server on this machine");
    }

    @AfterAll
    static void stopBroker() {
        if (rabbitmq.isPresent()) {
            rabbitmq.get().close();
        }
    }

    @Override
    String uri() {
        return rabbitmq.orElseThrow().uri();
    }

    @Override
    Map<String, Object> otherArguments() {
        return Map.of("x-queue-type", "quorum", "x-max-length", 1_000);
    }

    @Test
    void buriesOnceWhatAQueueOfFewDeadLettersTakesBitByBit() throws Exception {
        int most = 3;
        channel.queueDeclare(dead, true, false, false, Map.of("x-max-length", most, "x-overflow", "reject-publish"));
        channel.queueDeclare(queue, true, false, false, null);
        for (int i = 0; i < 20; i++) {
            publish(Map.of(), "much too large " + i);
        }
        publish(Map.of(), "good");
        RabbitActivationSpec spec = spec();
        spec.setMessageBytes(10);
        activate(collecting(), spec);
        awaitReceived("good");

        List<String> buried = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            for (GetResponse next = channel.basicGet(dead, true); next != null; next = channel.basicGet(dead, true)) {
                buried.add(new String(next.getBody(), StandardCharsets.UTF_8));
            }
            return buried.size() >= 20;
        });
        awaitEmptied();
        assertThat(count(dead)).isZero();
        assertThat(buried)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> "much too large " + i)
                        .toList());
    }

    /** A quorum queue counts how often a message came back, and RabbitMQ 4 limits that by itself. */
    private static final Map<String, Object> LIMITED = Map.of("x-queue-type", "quorum", "x-delivery-limit", 20);

    @Test
    void losesNoDeadLetterByLookingAtIt() throws Exception {
        channel.queueDeclare(dead, true, false, false, LIMITED);
        for (int i = 0; i < 3; i++) {
            channel.basicPublish("", dead, null, ("m" + i).getBytes(StandardCharsets.UTF_8));
        }

        try (BrokerConnection connection = connection()) {
            for (int i = 0; i < 25; i++) {
                awaitDeadLetters(3);
                assertThat(texts(connection.peek(dead, 200))).containsExactlyInAnyOrder("m0", "m1", "m2");
                awaitDeadLetters(3);
                assertThat(connection.take(dead, 200, message -> false, message -> {}))
                        .isZero();
            }
            awaitDeadLetters(3);
            assertThat(connection.take(
                            dead, 200, message -> texts(List.of(message)).contains("m1"), message -> {}))
                    .isOne();
            awaitDeadLetters(2);
            assertThat(texts(connection.peek(dead, 200))).containsExactlyInAnyOrder("m0", "m2");
        }
    }

    private void awaitDeadLetters(int number) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> channel.messageCount(dead) == number);
    }

    private static List<String> texts(List<RawMessage> messages) {
        return messages.stream()
                .map(each -> new String(each.body(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void setsAsideWhatRabbitMqWouldSoonGiveUp() throws Exception {
        channel.queueDeclare(queue, true, false, false, LIMITED);
        publish(Map.of(), "deadly");
        for (int i = 0; i < 15; i++) {
            Channel dying = amqp.createChannel();
            await().atMost(PATIENCE).until(() -> dying.basicGet(queue, false) != null);
            dying.close();
        }
        publish(Map.of(), "good");

        activate(collecting(), spec());

        awaitReceived("good");
        assertThat(reason(awaitDead())).contains("came back 15 times");
        awaitEmptied();
    }

    /** What is read, is acknowledged, so that the broker gets rid of it; what is bad waits until it can be put away. */
    @Test
    void emptiesABrokerThatIsShortOfMemory() throws Exception {
        RealRabbitMq broker = rabbitmq.orElseThrow();
        for (int i = 0; i < 10; i++) {
            publish(Map.of(), "m" + i);
            publish(Map.of(), "much too large " + i);
        }
        await().atMost(PATIENCE).until(() -> count(queue) == 20);
        broker.shortOfMemory(true);
        try {
            RabbitActivationSpec spec = spec();
            spec.setMessageBytes(10);
            activate(collecting(), spec);
            awaitReceived("m0", "m9");
            await().atMost(PATIENCE).until(() -> broker.unacknowledged(queue) == 10);
        } finally {
            broker.shortOfMemory(false);
        }
        await().atMost(PATIENCE).until(() -> broker.unacknowledged(queue) == 0);
        awaitEmptied();
        assertThat(count(dead)).isEqualTo(10);
    }
}
