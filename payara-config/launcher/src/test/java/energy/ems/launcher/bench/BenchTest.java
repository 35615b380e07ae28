package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.launcher.Problem;
import energy.ems.launcher.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Bench bench = new Bench(
            () -> {
                throw new Problem("EMS does not run");
            },
            Optional.empty(),
            new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false));

    @Test
    void explainsEveryBenchmarkWithoutARunningSystem() {
        assertThat(bench.run(List.of("--help"))).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("limit ", "single ", "arrays ", "cumulative ", "naive ", "latency ", "latency-under-load ")
                .contains("storage ", "events ", "recomputation ", "pages ", "growth ", "recovery ", "poison ")
                .contains("--devices N", "--measurements N", "--rounds N", "--rate N", "--small N", "--json");
    }

    @Test
    void saysInOneLineWhyNothingIsMeasured() {
        assertThatThrownBy(() -> bench.run(List.of("single")))
                .isInstanceOf(Problem.class)
                .hasMessage("EMS does not run");
    }
}
