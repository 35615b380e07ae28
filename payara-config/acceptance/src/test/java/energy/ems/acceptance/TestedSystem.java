package energy.ems.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The system that the security tests attack and whose pages are tried: one that runs already, when
 * {@code acceptance.portal}, {@code acceptance.password} (the administrator's), {@code acceptance.amqp} and
 * {@code acceptance.log} name it (and {@code acceptance.jdbc} its database), otherwise one that is started for all of them together.
 */
record TestedSystem(
        URI portal, String administrator, String password, String amqp, Optional<Path> log, Optional<String> jdbc) {

    private static PayaraMicro shared;

    static TestedSystem open() {
        String running = System.getProperty("acceptance.portal", "");
        return running.isEmpty()
                ? new TestedSystem(
                        started().portal(),
                        EmsSystem.ADMINISTRATOR,
                        EmsSystem.PASSWORD,
                        started().amqp(),
                        Optional.of(started().log()),
                        Optional.of(started().jdbc()))
                : new TestedSystem(
                        URI.create(running),
                        EmsSystem.ADMINISTRATOR,
                        System.getProperty("acceptance.password", EmsSystem.PASSWORD),
                        System.getProperty("acceptance.amqp", ""),
                        Optional.ofNullable(System.getProperty("acceptance.log"))
                                .map(Path::of),
                        Optional.ofNullable(System.getProperty("acceptance.jdbc")));
    }

    /** Where the system that was started for all writes, if it was. */
    static synchronized Optional<Path> sharedLog() {
        return Optional.ofNullable(shared).map(EmsSystem::log);
    }

    /** The process of the system that was started for all, if it was. */
    static synchronized Optional<ProcessHandle> sharedServer() {
        return Optional.ofNullable(shared).map(PayaraMicro::process);
    }

    /** Booting costs more than all probes together, so it happens once; it ends with the tests' process. */
    private static synchronized PayaraMicro started() {
        if (shared == null) {
            Path directory = Scratch.directory("security");
            EmbeddedServers servers = EmbeddedServers.start(directory);
            shared = new PayaraMicro(directory, servers.environment(), servers::close);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }
}
