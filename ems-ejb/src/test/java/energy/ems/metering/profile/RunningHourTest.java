package energy.ems.metering.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningHourTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "10, 0.2, 1.2, false",
        "15, 0.5, 2,   true",
        "30, 0,   0,   true",
        "60, 0.7, 0.7, true",
        // A reading of the next hour says nothing more about this one.
        "80, 0.7, 0.7, true"
    })
    void goesOnAsInThePartThatIsMeasured(long minutes, BigDecimal used, BigDecimal projection, boolean enough) {
        Instant until = START.plus(Duration.ofMinutes(minutes));

        assertThat(RunningHour.projection(used, START, until)).isEqualByComparingTo(projection);
        assertThat(RunningHour.saysEnough(START, until)).isEqualTo(enough);
    }

    @Test
    void saysNothingBeforeSomethingIsMeasured() {
        assertThat(RunningHour.projection(BigDecimal.ONE, START, START)).isNull();
        assertThat(RunningHour.projection(BigDecimal.ONE, START, null)).isNull();
        assertThat(RunningHour.projection(null, START, START.plusSeconds(600))).isNull();
        assertThat(RunningHour.saysEnough(START, START.minusSeconds(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"2, 2, false, 0", "2.000001, 2, true, 0.000001", "-, 2, false, 0", "2, -, false, 0"})
    void anHourIsOverItsLimitWhenItHasUsedMore(BigDecimal used, BigDecimal limit, boolean over, BigDecimal excess) {
        assertThat(OverLimit.isOver(used, limit)).isEqualTo(over);
        assertThat(OverLimit.excess(used, limit)).isEqualByComparingTo(excess);
    }
}
