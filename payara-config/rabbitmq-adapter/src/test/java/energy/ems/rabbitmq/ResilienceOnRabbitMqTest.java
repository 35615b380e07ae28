package energy.ems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
