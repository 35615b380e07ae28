package energy.ems.web.portal.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Snoozes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuietTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    @Test
    void theMorningIsTomorrowsAtEightWhereTheViewerIs() {
        assertThat(Quiet.MORNING.until(Instant.parse("2026-11-23T21:59:00Z"), BUCHAREST))
                .isEqualTo("2026-11-24T06:00:00Z");
        assertThat(Quiet.MORNING.until(Instant.parse("2026-11-23T22:01:00Z"), BUCHAREST))
                .isEqualTo("2026-11-25T06:00:00Z");
    }

    @Test
    void overTheNightInWhichTheClockIsSetBackItIsStillEight() {
        Instant evening = Instant.parse("2026-10-24T18:00:00Z");
        assertThat(Quiet.MORNING.until(evening, BUCHAREST)).isEqualTo("2026-10-25T06:00:00Z");
        assertThat(Quiet.DAY.until(evening, BUCHAREST)).isEqualTo(evening.plus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @EnumSource
    void noChoiceIsLongerThanWhatIsAllowed(Quiet choice) {
        Instant now = Instant.parse("2026-03-28T22:30:00Z");
        assertThat(choice.until(now, BUCHAREST)).isAfter(now).isBeforeOrEqualTo(now.plus(Snoozes.LONGEST));
    }
}
