package energy.ems.rabbitmq;

import energy.ems.launcher.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ResilienceOnEmbeddedBrokerTest extends ResilienceContract {

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    String uri() {
        return broker.uri();
    }

    @Override
    Map<String, Object> otherArguments() {
        return Map.of("x-qpid-priorities", 3);
    }
}
