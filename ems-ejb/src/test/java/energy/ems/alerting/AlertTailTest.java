package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.MonitoringSystem;
import energy.ems.platform.BackgroundWorks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AlertTailTest {

    private static final Instant HOUR = Instant.parse("2026-11-23T05:00:00Z");

    private final List<Long> told = new ArrayList<>();
    private int forgotten;
    private MonitoringSystem system;
    private AlertTail tail;

    @BeforeEach
    void start() {
        system = new MonitoringSystem(container -> {
            Watches.wire(container);
            container.observing(AlertMessage.class, alert -> told.add(alert.sequence()));
            container.observing(AlertsForgotten.class, event -> forgotten++);
        });
        system.device("m", 1, "alice", "1", "INTERVAL");
        raise(0);
        system.clock().advance(Duration.ofSeconds(1));
        tail = node();
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    private AlertTail node() {
        AlertTail node = new AlertTail();
        AlertTail wired = system.get(AlertTail.class);
        node.feed = wired.feed;
        node.alerts = wired.alerts;
        node.forgotten = wired.forgotten;
        node.clock = wired.clock;
        node.works = system.get(BackgroundWorks.class);
        node.prepare();
        node.tell();
        return node;
    }

    private void execute(String sql) {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery(sql)
                        .executeUpdate());
    }

    private void raise(int hour) {
        system.clock().advance(Duration.ofSeconds(1));
        system.receive(measurement("m", HOUR.plus(Duration.ofHours(hour)), "2"));
    }

    @Test
    void whatWasBeforeTheStartIsNotTold() {
        assertThat(told).isEmpty();
    }

    @Test
    void oneLookTellsAllThatIsNewOnceAndInOrder() {
        raise(1);
        raise(2);
        raise(3);
        tail.tell();
        tail.tell();

        assertThat(told).containsExactly(2L, 3L, 4L);
    }

    @Test
    void historyIsPassedOver() {
        raise(-72);
        tail.tell();
        raise(-48);
        raise(1);
        tail.tell();

        assertThat(told).containsExactly(4L);
    }

    @Test
    void everyNodeTellsItsOwnBrowsers() {
        AlertTail other = node();
        raise(1);
        other.tell();
        tail.tell();

        assertThat(told).containsExactly(2L, 2L);
    }

    @Test
    void afterARestorationItTellsAtOnceWhatIsRaisedThen() {
        execute("UPDATE alert_sequence SET value = 999999");
        tail.tell();
        execute("UPDATE alert_sequence SET value = 1");
        raise(1);
        tail.tell();

        assertThat(forgotten).isEqualTo(1);
        assertThat(told).containsExactly(2L);
        raise(2);
        tail.tell();
        assertThat(told).containsExactly(2L, 3L);
        assertThat(forgotten).isEqualTo(1);
    }

    @Test
    void anObserverThatFailsHoldsUpNobodyElse() {
        system.container().observing(AlertMessage.class, alert -> {
            if (alert.sequence() == 2) {
                throw new IllegalStateException("no");
            }
        });
        raise(1);
        raise(2);
        try {
            tail.tell();
        } catch (IllegalStateException expected) {
            tail.tell();
        }
        assertThat(told).containsExactly(2L, 3L);
    }
}
