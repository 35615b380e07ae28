package energy.ems.audit;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.TestClock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

    private final TestClock clock = new TestClock();
    private final Repetitions repetitions = new Repetitions();

    @BeforeEach
    void setTheClock() {
        repetitions.clock = clock;
    }

    @Test
    void tellsTheFirstAndTheTenthAndTheHundredth() {
        assertThat(IntStream.range(0, 1234)
                        .mapToObj(i -> repetitions.noteworthy(AuditAction.LOGIN_THROTTLED, "203.0.113.7"))
                        .flatMapToInt(OptionalInt::stream))
                .containsExactly(1, 10, 100, 1000);
    }

    @Test
    void countsOthersByThemselvesAndForgetsAfterAnHour() {
        repetitions.noteworthy(AuditAction.LOGIN_THROTTLED, "203.0.113.7");

        assertThat(repetitions.noteworthy(AuditAction.LOGIN_THROTTLED, "203.0.113.8"))
                .hasValue(1);
        assertThat(repetitions.noteworthy(AuditAction.TOKEN_REFUSED, "203.0.113.7"))
                .hasValue(1);
        assertThat(repetitions.noteworthy(AuditAction.LOGIN_THROTTLED, "203.0.113.7"))
                .isEmpty();
        clock.advance(Duration.ofMinutes(61));
        assertThat(repetitions.noteworthy(AuditAction.LOGIN_THROTTLED, "203.0.113.7"))
                .hasValue(1);
    }
}
