package energy.ems.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.alerting.Watches;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.messaging.Destinations;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a node that stands by knows whether there is one whose turn it is. */
@Timeout(120)
class IntakeTurnTest {

    private static final String QUEUE = Destinations.MEASUREMENTS;

    @Test
    void whoHasTheTurnSaysSoUntilAnotherHasIt() throws Exception {
        DataSource database = TestDatabase.running().newDatabase();
        try (MonitoringSystem one = new MonitoringSystem(database, Watches::wire);
                MonitoringSystem other = new MonitoringSystem(database, Watches::wire)) {
            IntakeTurn turn = one.get(IntakeTurn.class);
            long number = turn.begin(QUEUE, () -> true);
            IntakeTurn.Sign first = other.get(IntakeTurn.class).sign(QUEUE);

            assertThat(turn.stay(QUEUE, number)).isTrue();
            IntakeTurn.Sign second = other.get(IntakeTurn.class).sign(QUEUE);
            assertThat(second).isNotEqualTo(first);

            other.get(IntakeTurn.class).begin(QUEUE, () -> true);
            IntakeTurn.Sign third = other.get(IntakeTurn.class).sign(QUEUE);
            assertThat(third).isNotIn(first, second);
            assertThat(turn.stay(QUEUE, number)).isFalse();
            assertThat(other.get(IntakeTurn.class).sign(QUEUE)).isEqualTo(third);
        }
    }

    @Test
    void whoSaysNothingForAMinuteIsTakenForGone() {
        PresentTurn present = new PresentTurn();

        for (int second = 0; second <= 60; second += 10) {
            assertThat(present.isAbandoned(sign(7, 1), nanos(second))).isFalse();
        }
        assertThat(present.isAbandoned(sign(7, 1), nanos(61))).isTrue();
        assertThat(present.isAbandoned(sign(7, 2), nanos(62))).isFalse();
    }

    /** While the database is away nobody can say that it is there. */
    @Test
    void whatWasNotLookedAtSaysNothing() {
        PresentTurn present = new PresentTurn();
        assertThat(present.isAbandoned(sign(7, 1), nanos(0))).isFalse();

        assertThat(present.isAbandoned(sign(7, 1), nanos(600))).isFalse();
        assertThat(present.isAbandoned(sign(7, 1), nanos(615))).isFalse();
    }

    /** The consumer that RabbitMQ still counts is then its own of before. */
    @Test
    void aNodeSoonFollowsItself() {
        PresentTurn present = new PresentTurn();
        present.began(7);
        assertThat(present.isAbandoned(sign(7, 1), nanos(0))).isFalse();

        assertThat(present.isAbandoned(sign(7, 1), nanos(10))).isFalse();
        assertThat(present.isAbandoned(sign(7, 1), nanos(11))).isTrue();
        assertThat(present.isAbandoned(sign(8, 1), nanos(12))).isFalse();
        assertThat(present.isAbandoned(sign(8, 1), nanos(24))).isFalse();
    }

    private static IntakeTurn.Sign sign(long number, long stayed) {
        return new IntakeTurn.Sign(number, stayed);
    }

    private static long nanos(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
