package energy.ems.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/** On Payara Micro, with RabbitMQ and MariaDB as a company runs them. */
class MainJobOnRealServersIT extends MainJobScenario {

    @Override
    Optional<EmsSystem> start() {
        Path directory = Scratch.directory("real-servers");
        return RealServers.start(directory)
                .map(servers -> new PayaraMicro(directory, servers.environment(), servers::close));
    }
}
