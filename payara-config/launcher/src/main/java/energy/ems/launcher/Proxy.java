package energy.ems.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The reverse proxy in front of the servers, as a child process that is started again when it dies. */
final class Proxy implements AutoCloseable {

    /** How many logins one place may try in a minute, whether they succeed or not. */
    static final int LOGINS_A_MINUTE = 60;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final FrontDoor door;
    private final ProxyProgram program;
    private final Path directory;
    private final Path log;
    private final PidFile pidFile;
    private final Runnable onRestart;

    private Process process;
    private boolean closing;

    /** @param door with a proxy */
    Proxy(FrontDoor door, DataDirectory data, Runnable onRestart) {
        this.door = door;
        this.program = door.proxy().orElseThrow();
        this.directory = data.run().resolve("proxy");
        this.log = data.logs().resolve("proxy.log");
        this.pidFile = data.proxy();
        this.onRestart = onRestart;
    }

    /** Starts it and waits until the portal answers through it. */
    void start() throws IOException {
        pidFile.stop(STOP_PATIENCE);
        List<String> command = configured();
        Files.deleteIfExists(log);
        launch(command);
        Thread guard = new Thread(() -> guard(command), "proxy-guard");
        guard.setDaemon(true);
        guard.start();
        awaitReady();
    }

    RunningSystem.Node describe() {
        return new RunningSystem.Node(program.title(), current().pid(), door.portal());
    }

    boolean isStarted() {
        return current() != null;
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closing = true;
            last = process;
        }
        if (last != null) {
            PidFile.stop(last.toHandle(), STOP_PATIENCE);
        }
        try {
            pidFile.delete();
        } catch (IOException e) {
            throw new Problem("Cannot clean up after " + program.title() + ": " + e.getMessage(), e);
        }
    }

    /** Writes the configuration, and says how the program is called with it. */
    private List<String> configured() throws IOException {
        Secrets.createDirectory(directory);
        String file = program.file().toString();
        return switch (program.kind()) {
            case HAPROXY -> {
                Path configuration = directory.resolve("haproxy.cfg");
                Secrets.write(configuration, HaproxyFile.of(door));
                // In the foreground, one process.
                yield List.of(file, "-db", "-f", configuration.toString());
            }
            case TRAEFIK -> {
                Path configuration = directory.resolve("traefik.yaml");
                Path routes = directory.resolve("routes.yaml");
                Secrets.write(routes, TraefikFiles.routes(door));
                Secrets.write(configuration, TraefikFiles.listening(door, routes));
                yield List.of(file, "--configFile=" + configuration);
            }
        };
    }

    private synchronized void launch(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        pidFile.write(process.toHandle());
    }

    private void awaitReady() throws IOException {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        Process awaited = current();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!PayaraNode.showsPages(http, door.portal())) {
            if (!awaited.isAlive()) {
                throw new Problem(program.title() + " ended with status " + awaited.exitValue() + ": " + lastLine()
                        + " (see " + log + ")");
            }
            if (System.nanoTime() > deadline) {
                throw new Problem(program.title() + " does not lead to the servers (see " + log + ")");
            }
            pause();
        }
    }

    private void guard(List<String> command) {
        while (true) {
            try {
                current().waitFor();
                pause();
                synchronized (this) {
                    if (closing) {
                        return;
                    }
                    launch(command);
                }
                onRestart.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                System.getLogger(Proxy.class.getName())
                        .log(System.Logger.Level.ERROR, program.title() + " cannot be started again", e);
            }
        }
    }

    private synchronized Process current() {
        return process;
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for the proxy", e);
        }
    }
}
