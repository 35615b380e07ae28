package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code ./ems server}: EMS on a Payara Server that is made from nothing, with a database and a broker of the user's own. */
final class ServerCommand {

    private final PayaraDomain domain;
    private final Terminal terminal;

    ServerCommand(Settings settings, Terminal terminal) throws IOException {
        this.domain = new PayaraDomain(settings);
        this.terminal = terminal;
    }

    /** @return the exit code */
    int run(List<String> options) throws IOException {
        String command = options.isEmpty() ? "start" : options.get(0);
        if (options.size() > 1) {
            throw new Problem("server knows start, stop, upgrade and status, one at a time");
        }
        return switch (command) {
            case "start" -> start();
            case "stop" -> stop();
            case "upgrade" -> upgrade();
            case "status" -> status();
            default -> throw new Problem("server knows start, stop, upgrade and status, not " + command);
        };
    }

    /** Does what is missing; nothing where all is there and runs. */
    private int start() throws IOException {
        if (!domain.exists()) {
            step("Making the domain", domain::create);
        }
        if (!domain.isRunning()) {
            step("Starting Payara Server", domain::start);
        }
        if (!domain.isDeployed()) {
            step("Deploying EMS", domain::deploy);
        }
        step("Waiting for its pages", domain::awaitHealth);
        tell();
        return 0;
    }

    private int stop() throws IOException {
        if (domain.isRunning()) {
            step("Stopping Payara Server", domain::stop);
        } else {
            terminal.say("EMS does not run on Payara Server.");
        }
        return 0;
    }

    /**
     * The application, the adapter, the driver and Payara itself, as they lie there now, by one way whatever has changed.
     * Readings wait in RabbitMQ meanwhile.
     */
    private int upgrade() throws IOException {
        if (!domain.isRunning()) {
            throw new Problem("EMS does not run on Payara Server; start it with ./ems server start");
        }
        step("Undeploying EMS", domain::undeploy);
        step("Stopping Payara Server", domain::stop);
        return start();
    }

    private int status() throws IOException {
        boolean healthy = domain.isRunning() && domain.isHealthy();
        terminal.say(
                healthy
                        ? "EMS is healthy on Payara Server"
                        : domain.isRunning()
                                ? "EMS is NOT healthy on Payara Server (see " + domain.log() + ")"
                                : "EMS does not run on Payara Server; start it with ./ems server start");
        if (domain.isRunning()) {
            addresses();
        }
        return healthy ? 0 : 1;
    }

    private void tell() {
        terminal.say("");
        terminal.say("EMS is ready on Payara Server");
        addresses();
        if (Files.exists(domain.firstPassword())) {
            terminal.say("  admin     of EMS, at first: the password in " + domain.firstPassword());
        }
        if (Files.exists(domain.consolePassword())) {
            terminal.say("  admin     of the console: the password in " + domain.consolePassword());
        }
    }

    private void addresses() {
        terminal.say("  portal    " + domain.portal());
        terminal.say("  console   http://127.0.0.1:" + domain.consolePort() + "/");
    }

    private interface Step {
        void run() throws IOException;
    }

    private void step(String name, Step step) {
        terminal.step(name, () -> {
            step.run();
            return null;
        });
    }
}
