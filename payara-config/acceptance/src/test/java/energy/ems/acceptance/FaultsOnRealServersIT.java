package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Server, broker and database die at random moments under load: whichever it is, the totals are what
 * the simulator says, to the last decimal, and the intake is back soon after what has died.
 *
 * <p>{@code faults.count} says how many die, {@code faults.seed} which ones and when (a new seed each time where it is
 * not given); {@code mvn verify -Pfaults} has many die.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1_800)
class FaultsOnRealServersIT {

    private static final System.Logger LOG = System.getLogger(FaultsOnRealServersIT.class.getName());
    private static final Duration BACK_IN_SERVICE = Duration.ofSeconds(30);

    private final Path directory = Scratch.directory("faults");
    private final HttpClient http = HttpClient.newHttpClient();
    private RealServers servers;
    private PayaraMicro ems;
    private Api administrator;

    private enum Victim {
        SERVER,
        BROKER,
        DATABASE,
        BROKER_AND_DATABASE
    }

    @BeforeAll
    void startTheSystem() {
        Optional<RealServers> started = RealServers.start(directory);
        assumeTrue(started.isPresent(), "this machine has not got what this system needs");
        servers = started.get();
        ems = new PayaraMicro(directory, servers.environment(), servers::close);
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopTheSystem() {
        if (ems != null) {
            ems.close();
        }
    }

    @Test
    void whateverDiesWheneverNothingIsLostOrDoubled() {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        LOG.log(Level.INFO, "faults.seed={0,number,#}", seed);
        Random random = new Random(seed);
        List<LoadOfMeters> loads = new ArrayList<>();
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("faults.count", 3); i++) {
            if (victims.isEmpty()) {
                // Drawn like cards, so that few deaths are as different as they can be.
                victims.addAll(List.of(Victim.values()));
                Collections.shuffle(victims, random);
            }
            Victim victim = victims.remove(0);
            loads.add(LoadOfMeters.begin(administrator, directory, "faulty-" + i, ems.amqp(), random));
            LOG.log(Level.INFO, "{0} dies", victim);
            killAndBringBack(victim);
        }

        loads.forEach(LoadOfMeters::awaitExact);
        try (Broker broker = new Broker(ems.amqp())) {
            assertThat(broker.drain(Broker.DEAD)).isEmpty();
        }
    }

    private void killAndBringBack(Victim victim) {
        switch (victim) {
            case SERVER -> {
                ems.killServer();
                ems.startServer();
            }
            case BROKER -> {
                servers.killBroker();
                servers.startBroker();
            }
            case DATABASE -> {
                servers.killDatabase();
                servers.startDatabase();
            }
            case BROKER_AND_DATABASE -> {
                servers.killDatabase();
                servers.killBroker();
                servers.startBroker();
                servers.startDatabase();
            }
        }
        await().atMost(BACK_IN_SERVICE)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .untilAsserted(() -> {
                    HttpResponse<String> ready = http.send(
                            HttpRequest.newBuilder(ems.portal().resolve("/health/ready"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
                });
    }
}
