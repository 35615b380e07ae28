package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:07:31Z");

    @Test
    void inRealTimeMeasurementsAreAPeriodApartFromNow() {
        Pace pace = pace("--speed=1");
        assertThat(pace.due(0)).isEqualTo(NOW);
        assertThat(pace.due(6)).isEqualTo(NOW.plusSeconds(3_600));
    }

    @Test
    void atSpeed600APeriodTakesASecond() {
        assertThat(pace("--speed=600").due(90)).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void catchingUpEverythingPastIsDueAndTheFutureIsDueOnTime() {
        Pace pace = pace("--catch-up", "--speed=1");
        long stepsUntilNow = (NOW.getEpochSecond() - Runs.START.getEpochSecond()) / 600;
        assertThat(pace.due(stepsUntilNow)).isBeforeOrEqualTo(NOW);
        assertThat(pace.due(stepsUntilNow + 1)).isEqualTo("2026-11-23T14:10:00Z");
    }

    @Test
    void whatIsDueIsNotWaitedFor() {
        assertThat(pace("--speed=1").await(0)).isTrue();
        assertThat(pace("--speed=max").await(1_000_000)).isTrue();
    }

    @Test
    void aWishToStopEndsTheWaiting() {
        Stop stop = new Stop();
        stop.now();
        assertThat(new Pace(Runs.shipped(), NOW, Clock.fixed(NOW, ZoneOffset.UTC), stop).await(1))
                .isFalse();
    }

    private static Pace pace(String... arguments) {
        return new Pace(Runs.shipped(arguments), NOW, Clock.fixed(NOW, ZoneOffset.UTC), new Stop());
    }
}
