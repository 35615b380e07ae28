package energy.ems.platform;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {

    /** Runs nothing by itself: the test says when. */
    private final Deque<Runnable> handedOver = new ArrayDeque<>();

    private final List<Duration> delays = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private boolean refusing;
    private int rounds;
    private Runnable inTheRound = () -> {};

    private final BackgroundWork work = new BackgroundWork("test", this::handOver, clock, () -> {
        rounds++;
        inTheRound.run();
    });

    private void handOver(Runnable task, Duration delay) {
        if (refusing) {
            throw new RejectedExecutionException();
        }
        handedOver.add(task);
        delays.add(delay);
    }

    private void runNext() {
        handedOver.remove().run();
    }

    @Test
    void manyNudgesBeforeTheRoundAreOneRound() {
        work.nudge();
        work.nudge();
        work.nudge();

        assertThat(handedOver).hasSize(1);
        runNext();
        assertThat(rounds).isEqualTo(1);
        assertThat(handedOver).isEmpty();
    }

    @Test
    void aNudgeDuringTheRoundMakesItLookOnceMore() {
        inTheRound = () -> {
            if (rounds == 1) {
                work.nudge();
                work.nudge();
            }
        };
        work.nudge();
        runNext();

        assertThat(rounds).isEqualTo(2);
        assertThat(handedOver).as("no second thread").isEmpty();
    }

    @Test
    void aNudgeAfterTheRoundBeginsAnother() {
        work.nudge();
        runNext();
        work.nudge();
        runNext();

        assertThat(rounds).isEqualTo(2);
    }

    @Test
    void goesOnByItselfAfterAnyFailureWithGrowingPauses() {
        inTheRound = () -> {
            throw new StackOverflowError("even this");
        };
        work.nudge();
        for (int i = 0; i < 8; i++) {
            runNext();
            work.nudge();
        }

        assertThat(handedOver).as("nudges wait for the pause").hasSize(1);
        assertThat(delays)
                .extracting(Duration::toMillis)
                .containsExactly(0L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
        inTheRound = () -> {};
        runNext();
        assertThat(work.report().isFailing()).isFalse();
        assertThat(handedOver).isEmpty();
    }

    @Test
    void thePausesBeginAnewAfterASuccess() {
        inTheRound = () -> {
            if (rounds != 3) {
                throw new IllegalStateException();
            }
        };
        work.nudge();
        runNext();
        runNext();
        runNext();
        work.nudge();
        runNext();

        assertThat(delays).extracting(Duration::toMillis).containsExactly(0L, 500L, 1_000L, 0L, 500L);
    }

    @Test
    void aRefusedThreadIsNotTheEnd() {
        refusing = true;
        work.nudge();
        refusing = false;
        work.nudge();
        runNext();

        assertThat(rounds).isEqualTo(1);
    }

    @Test
    void aRefusedPauseIsNotTheEnd() {
        inTheRound = () -> {
            refusing = true;
            throw new IllegalStateException();
        };
        work.nudge();
        runNext();
        refusing = false;
        work.nudge();

        assertThat(handedOver).hasSize(1);
    }

    @Test
    void reportsSuccessAndFailure() {
        assertThat(work.report().lastSuccess()).isNull();
        work.nudge();
        runNext();
        assertThat(work.report().lastSuccess()).isEqualTo(clock.instant());

        inTheRound = () -> {
            throw new IllegalStateException();
        };
        work.nudge();
        clock.advance(Duration.ofSeconds(10));
        var failedAt = clock.instant();
        runNext();
        clock.advance(Duration.ofSeconds(10));
        runNext();
        assertThat(work.report().failingSince()).isEqualTo(failedAt);
        assertThat(work.report().failuresInARow()).isEqualTo(2);

        inTheRound = () -> {};
        runNext();
        assertThat(work.report().failingSince()).isNull();
        assertThat(work.report().failuresInARow()).isZero();
        assertThat(work.report().failures()).isEqualTo(2);
    }
}
