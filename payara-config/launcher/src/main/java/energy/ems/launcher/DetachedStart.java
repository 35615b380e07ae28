package energy.ems.launcher;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code up --detach}: a second launcher stays behind; this one shows its steps and returns when it is ready. */
final class DetachedStart {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Settings settings;
    private final Launcher.UpOptions options;
    private final Terminal terminal;
    private final DataDirectory data;

    DetachedStart(Settings settings, Launcher.UpOptions options, Terminal terminal) {
        this.settings = settings;
        this.options = options;
        this.terminal = terminal;
        this.data = new DataDirectory(settings.dataDirectory());
    }

    /** @throws Problem when the other launcher has ended before the system was ready; it has said why */
    void run() throws IOException {
        if (data.runningLauncher().isPresent()) {
            throw new Problem("EMS runs already on " + settings.dataDirectory() + "; see ./ems status");
        }
        data.forgetSystem();
        Path log = data.logs().resolve("startup.log");
        Process launcher = start(log);
        long shown = 0;
        while (launcher.isAlive()) {
            shown = show(log, shown);
            if (data.readSystem().filter(RunningSystem::ready).isPresent()) {
                show(log, shown);
                Welcome.show(settings, data, terminal);
                terminal.say("It runs in the background: ./ems status, ./ems down.");
                return;
            }
            pause();
        }
        String last = Files.readString(log).strip();
        show(log, shown);
        throw new Problem(
                last.contains("ems: ") ? "nothing was started" : "the launcher ended unexpectedly, see " + log);
    }

    private Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PayaraNode.javaProgram(),
                "-Xmx512m",
                "-Dems.root=" + settings.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        command.addAll(options.forBackground());
        Files.deleteIfExists(log);
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Prints what is new in the log; complete lines only. */
    private long show(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(terminal::say);
            return from + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private static File nothing() {
        return new File(MariaDbProgram.isWindows() ? "NUL" : "/dev/null");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted; the launcher goes on in the background, see ./ems status", e);
        }
    }
}
