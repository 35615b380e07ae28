package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PidFileTest {

    @TempDir
    Path directory;

    @Test
    void stopsTheProcessThatAKilledLauncherLeftBehind() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        PidFile file = new PidFile(directory.resolve("pid"));
        file.write(process.toHandle());

        assertThat(file.process()).contains(process.toHandle());
        file.stop(Duration.ofSeconds(60));

        assertThat(process.isAlive()).isFalse();
        assertThat(file.process()).isEmpty();
    }

    @Test
    void neverTakesAnotherProcessWithTheSameNumberForItsOwn() throws IOException {
        Path path = directory.resolve("pid");
        Files.writeString(path, ProcessHandle.current().pid() + " 1000000000000\n");

        assertThat(new PidFile(path).process()).isEmpty();
    }
}
