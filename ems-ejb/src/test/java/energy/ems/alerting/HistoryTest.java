package energy.ems.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

    private static final Instant NOTICED = Instant.parse("2026-11-23T09:15:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:00:00Z, false",
        "2026-11-22T09:00:00Z, false",
        "2026-11-22T08:15:00Z, false",
        "2026-11-22T08:14:59Z, true",
        "2026-11-22T07:00:00Z, true",
        "2020-01-01T00:00:00Z, true",
        "2026-11-24T00:00:00Z, false"
    })
    void anHourThatEndedMoreThanADayBeforeIsHistory(Instant hour, boolean history) {
        assertThat(History.isOf(hour, NOTICED)).isEqualTo(history);
    }
}
