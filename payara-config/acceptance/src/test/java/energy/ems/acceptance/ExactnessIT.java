package energy.ems.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/** On Payara Micro, with the embedded broker and database. */
class ExactnessIT extends ExactnessScenario {

    @Override
    Optional<PayaraMicro> start() {
        Path directory = Scratch.directory("exactness");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        return Optional.of(new PayaraMicro(directory, servers.environment(), servers::close));
    }
}
