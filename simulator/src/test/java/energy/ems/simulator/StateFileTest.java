package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    Path directory;

    private final StateFile.State state =
            new StateFile.State(Instant.parse("2026-10-05T00:00:00Z"), Instant.parse("2026-11-23T14:07:31.123Z"), 4711);

    @Test
    void whatWasWrittenIsRead() throws IOException {
        StateFile file = new StateFile(directory.resolve("a.state"), "cafe");
        assertThat(file.read()).isEmpty();
        file.write(state);
        assertThat(file.read()).contains(state);
        file.delete();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void anotherRunsStateIsNotTaken() throws IOException {
        Path path = directory.resolve("a.state");
        new StateFile(path, "cafe").write(state);
        assertThatThrownBy(() -> new StateFile(path, "beef").read()).hasMessageContaining("--fresh");
    }

    @Test
    void aBrokenFileIsSaidAndNotGuessed() throws IOException {
        Path path = Files.writeString(directory.resolve("a.state"), "run=cafe\nstart=never\n");
        assertThatThrownBy(() -> new StateFile(path, "cafe").read())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fresh");
    }
}
