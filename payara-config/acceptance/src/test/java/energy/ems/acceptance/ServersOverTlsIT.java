package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Database and RabbitMQ over TLS, with a certificate of an authority that nobody but this EMS trusts and the server's name
 * in it; both die under load. Only with {@code -Dacceptance.long=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
@EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
class ServersOverTlsIT {

    private final Path directory = Scratch.directory("tls");
    private RealServers servers;
    private PayaraMicro ems;
    private Api administrator;

    @BeforeAll
    void startTheSystem() {
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        Optional<RealServers> started = RealServers.startSecured(directory, certificates);
        assumeTrue(started.isPresent(), "this machine has not got what this system needs");
        servers = started.get();
        Map<String, String> settings = new HashMap<>(servers.securedEnvironment());
        settings.put("JDK_JAVA_OPTIONS", certificates.javaOptions());
        ems = new PayaraMicro(directory, settings, servers::close);
        administrator = new Api(ems.portal(), EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
    }

    @AfterAll
    void stopTheSystem() {
        if (ems != null) {
            ems.close();
        }
    }

    @Test
    void nothingIsLostWhenBothDieUnderLoad() {
        // The meters' own connections are not over TLS.
        String meters = servers.broker(0).uri();
        LoadOfMeters load = LoadOfMeters.begin(administrator, directory, "tls", meters, new Random());
        List<String> connections = servers.broker(0)
                .control("-q", "list_connections", "client_properties", "ssl")
                .lines()
                .filter(line -> line.contains("\"ems\""))
                .toList();
        assertThat(connections).isNotEmpty().allSatisfy(line -> assertThat(line).endsWith("true"));

        servers.killDatabase();
        servers.startDatabase();
        load.awaitDay(27);
        LoadOfMeters another = LoadOfMeters.begin(administrator, directory, "again", meters, new Random());
        servers.killBroker();
        servers.startBroker();

        load.awaitExact();
        another.awaitExact();
        try (Broker broker = new Broker(meters)) {
            assertThat(broker.drain(Broker.DEAD)).isEmpty();
        }
    }
}
