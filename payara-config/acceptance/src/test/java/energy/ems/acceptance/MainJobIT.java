package energy.ems.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/** On Payara Micro, with the embedded broker and database: what a newcomer gets. */
class MainJobIT extends MainJobScenario {

    @Override
    Optional<EmsSystem> start() {
        Path directory = Scratch.directory("embedded");
        EmbeddedServers servers = EmbeddedServers.start(directory);
        return Optional.of(new PayaraMicro(directory, servers.environment(), servers::close));
    }
}
