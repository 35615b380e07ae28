package energy.ems.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionSettingsTest {

    @Test
    void daysAndPeriodsAreUnderstood() {
        assertThat(RetentionSettings.period(Kind.READINGS, "40")).isEqualTo(Period.ofDays(40));
        assertThat(RetentionSettings.period(Kind.READINGS, "P2Y")).isEqualTo(Period.ofYears(2));
        assertThat(RetentionSettings.period(Kind.AUDIT, "P400D")).isEqualTo(Period.ofDays(400));
        assertThat(RetentionSettings.period(Kind.AUDIT, "p1y6m")).isEqualTo(Period.of(1, 6, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"39", "0", "-1", "P1M", "PT960H", "2 years", "P-2Y", "P3Y-1D", "1000000000"})
    void whatIsNoneOrTooShortIsToldWithWhatItMayBe(String text) {
        assertThatThrownBy(() -> RetentionSettings.period(Kind.READINGS, text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EMS_KEEP_READINGS is \"" + text + "\"")
                .hasMessageContaining("P2Y")
                .hasMessageContaining("at least 40 days");
    }
}
