package energy.ems.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrainTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void leavesOutHowItBeginsAndEnds() {
        Drain drain = new Drain(1_000);
        drain.mark(0, 0);
        // Ten seconds to get going, then a hundred a second, then a slow end.
        drain.mark(10 * SECOND, 200);
        for (int second = 1; second <= 7; second++) {
            drain.mark((10 + second) * SECOND, 200 + 100L * second);
        }
        drain.mark(60 * SECOND, 1_000);

        assertThat(drain.isOver()).isTrue();
        assertThat(drain.hasMiddle()).isTrue();
        assertThat(drain.rate()).isCloseTo(100, within(0.001));
    }

    @Test
    void countsAMarkOnlyWhenSomethingWasDone() {
        Drain drain = new Drain(100);
        drain.mark(0, 0);
        drain.mark(SECOND, 20);
        drain.mark(2 * SECOND, 20);
        drain.mark(3 * SECOND, 90);
        drain.mark(4 * SECOND, 90);

        assertThat(drain.rate()).isCloseTo(35, within(0.001));
        assertThat(drain.percent()).isEqualTo(90);
        assertThat(drain.isOver()).isFalse();
    }

    @Test
    void ofWhatWasDoneAtOnceTakesTheWhole() {
        Drain drain = new Drain(100);
        drain.mark(0, 0);
        drain.mark(2 * SECOND, 100);

        assertThat(drain.hasMiddle()).isFalse();
        assertThat(drain.rate()).isCloseTo(50, within(0.001));
    }
}
