package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorFileTest {

    @TempDir
    Path directory;

    @Test
    void headingCommentsAndFurtherColumnsAreAllowed() throws IOException {
        assertThat(read("time,kWh\n# a comment\n\n00:00,0.10\r\n00:10,1e1\n"))
                .containsExactly(new BigDecimal("0.10"), new BigDecimal("1e1"));
    }

    @Test
    void aLineThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> read("1\n2\noops\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("oops");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SensorFile.read(directory.resolve("none.csv"))).hasMessageContaining("none.csv");
        assertThatThrownBy(() -> SensorFile.read(Path.of("none.csv"))).hasMessageContaining("none.csv");
    }

    @Test
    void theShippedFileIsFoundWithoutACopy() {
        assertThat(SensorFile.read(Path.of("sensor.csv"))).hasSize(4032);
        assertThat(SensorFile.read(Path.of("sensor-cumulative.csv"))).hasSize(4033);
    }

    private java.util.List<BigDecimal> read(String content) throws IOException {
        return SensorFile.read(Files.writeString(directory.resolve("values.csv"), content));
    }
}
