package energy.ems.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The enterprise archive on Payara Server. */
class MainJobOnPayaraServerIT extends MainJobScenario {

    @Override
    Optional<EmsSystem> start() {
        Path directory = Scratch.directory("payara-server");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        PayaraServer server = new PayaraServer(directory, servers.environment());
        server.deploy(Artifacts.ear());
        return Optional.of(new EmsSystem() {
            @Override
            public URI portal() {
                return server.portal();
            }

            @Override
            public String amqp() {
                return servers.environment().get("EMS_RABBITMQ_URI");
            }

            @Override
            public void close() {
                server.close();
                servers.close();
            }
        });
    }
}
