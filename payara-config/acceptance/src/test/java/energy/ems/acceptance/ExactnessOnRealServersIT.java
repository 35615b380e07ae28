package energy.ems.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/** On Payara Micro, with this machine's RabbitMQ and MariaDB. */
class ExactnessOnRealServersIT extends ExactnessScenario {

    @Override
    Optional<PayaraMicro> start() {
        Path directory = Scratch.directory("exactness-real");
        return RealServers.start(directory)
                .map(servers -> new PayaraMicro(directory, servers.environment(), servers::close));
    }
}
