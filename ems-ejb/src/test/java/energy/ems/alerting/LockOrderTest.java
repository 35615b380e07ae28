package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestContainer;
import energy.ems.metering.meter.Meters;
import energy.ems.metering.meter.WatchedMeters;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters are locked first, and all at once; the numbers of alerts last. */
@Timeout(120)
class LockOrderTest {

    private int locks;
    private int numbersHeld;

    @Test
    void noWatchLocksAMeterWhileItHoldsTheNumbersOfAlerts() {
        try (MonitoringSystem system = new MonitoringSystem(container -> {
            container.with(Meters.class, new WatchedMeters(container, () -> look(container)));
            Watches.wire(container);
        })) {
            Instant start = system.clock().instant();
            system.device("m", 1, "alice", "10", "INTERVAL");
            system.receive(measurement("m", start, "9.5"));
            assertThat(system.count("alert")).as("a warning").isEqualTo(1);
            system.clock().advance(Duration.ofHours(3));
            locks = 0;

            WatchRound round = system.get(WatchRound.class);
            round.run(start, system.clock().instant());
            round.clearPassedHours(system.clock().instant());

            assertThat(system.select("SELECT kind, state FROM alert ORDER BY id"))
                    .hasSize(2);
            assertThat(locks)
                    .as("the silent meter, and the one whose hour has passed")
                    .isEqualTo(2);
            assertThat(numbersHeld).isZero();

            system.receive(measurement("m", start.minus(Duration.ofDays(3)), "11"));
            system.clock().advance(Duration.ofMinutes(1));
            locks = 0;
            round.sumUpHistory(system.clock().instant());
            assertThat(system.count("alert WHERE kind = 'PAST_LIMIT_EXCEEDED'")).isEqualTo(1);
            assertThat(locks).as("the meter whose past is told of").isEqualTo(1);
            assertThat(numbersHeld).isZero();
        }
    }

    /** Asks from another transaction, which does not get what this one holds. */
    private void look(TestContainer container) {
        locks++;
        try {
            container.inTransaction(() -> container
                    .entityManager()
                    .createNativeQuery("SELECT value FROM alert_sequence WHERE id = 1 FOR UPDATE NOWAIT")
                    .getSingleResult());
        } catch (PersistenceException held) {
            numbersHeld++;
        }
    }
}
