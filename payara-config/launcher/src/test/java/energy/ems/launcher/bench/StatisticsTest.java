package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void takesTheNearestRank() {
        List<Double> oneToTwoHundred =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).collect(Collectors.toList());
        Collections.reverse(oneToTwoHundred);

        assertThat(Statistics.median(oneToTwoHundred)).isEqualTo(100);
        assertThat(Statistics.percentile(oneToTwoHundred, 95)).isEqualTo(190);
        assertThat(Statistics.percentile(oneToTwoHundred, 99)).isEqualTo(198);
        assertThat(Statistics.percentile(oneToTwoHundred, 100)).isEqualTo(200);
    }

    @Test
    void ofFewFiguresTheWorstIsTheNinetyNinthPercentile() {
        assertThat(Statistics.percentile(List.of(3.0, 9.0, 5.0), 99)).isEqualTo(9);
        assertThat(Statistics.median(List.of(3.0, 9.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(4.0))).isEqualTo(4);
    }

    @Test
    void saysNothingOfNoFigures() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    }
}
