package energy.ems.rabbitmq;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
