package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the simulator, which is a program of its own. */
final class Simulators {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private final DataDirectory data;

    Simulators(Settings settings) {
        this.settings = settings;
        this.data = new DataDirectory(settings.dataDirectory());
    }

    /** {@code ./ems simulate}: in the foreground, against the running system unless the options name another broker. */
    int run(List<String> options) throws IOException {
        List<String> command = command();
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (options.stream().noneMatch(option -> option.startsWith("--rabbitmq") || option.equals("--help"))) {
            // Not as an option, because a command line can be read by everybody on this machine.
            builder.environment().put("EMS_RABBITMQ_URI", brokerUri());
        }
        Process process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Ends those that a killed launcher left behind. */
    void stopLeftOvers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.run(), "simulator-*.pid")) {
            for (Path file : files) {
                new PidFile(file).stop(STOP_PATIENCE);
            }
        }
    }

    /** In the background, with what it says in a file. */
    Process start(String name, String broker, List<String> options) throws IOException {
        Path config = data.demo().resolve(name + ".properties");
        // In a file, because a command line can be read by everybody on this machine.
        Secrets.write(config, "rabbitmq.uri=" + broker + "\n");
        List<String> command = command();
        command.addAll(List.of("--config", config.toString(), "--quiet", "--connect.wait", "PT60S"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(data.demo().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        data.logs().resolve("simulator-" + name + ".log").toFile())
                .start();
    }

    private List<String> command() {
        return new ArrayList<>(List.of(
                PayaraNode.javaProgram(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                new Artifacts(settings.root()).simulator().toString()));
    }

    private String brokerUri() throws IOException {
        if (settings.brokerUri().isPresent()) {
            return settings.brokerUri().get();
        }
        return data.readSystem()
                .map(RunningSystem::amqp)
                .orElseThrow(() -> new Problem(
                        "EMS does not run; start it with ./ems up, or name a broker with" + " --rabbitmq.uri"));
    }
}
