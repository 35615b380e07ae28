package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept quiet is raised, stored and shown as ever, and says that it is quiet; until then and no longer. */
@Timeout(120)
class SnoozesTest {

    private static final Instant HOUR = Instant.parse("2026-11-22T20:00:00Z");
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    private MonitoringSystem system;

    @BeforeEach
    void start() {
        system = Watches.monitoring();
        system.device("m", 1, "alice", "2", "INTERVAL");
        system.device("n", 1, "bob", "2", "INTERVAL");
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    private Snoozes snoozes() {
        return system.get(Snoozes.class);
    }

    private Instant in(Duration time) {
        return system.clock().instant().plus(time);
    }

    private List<AlertView> alerts() {
        return system.get(Alerts.class)
                .find(new AlertQuery("m", null, null, false, false, null, null, PageRequest.first(10)))
                .items();
    }

    private List<AlertMessage> told() {
        return system.get(AlertFeed.class).after("alice", false, 0);
    }

    @Test
    void alertsAreRaisedStoredAndShownAndSayThatTheyAreQuietUntilItEndsByItself() {
        Instant until = in(FOUR_HOURS);
        system.asUser("alice");
        assertThat(snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, until))
                .returns(until, SnoozeView::until)
                .returns("alice", SnoozeView::snoozedBy);
        system.asAdministrator();
        system.receive(measurement("m", HOUR, "3"));

        assertThat(alerts()).singleElement().returns(until, AlertView::snoozedUntil);
        assertThat(told()).singleElement().returns(until, AlertMessage::snoozedUntil);
        assertThat(system.get(Alerts.class).openCount()).isEqualTo(1);
        assertThat(outgoing()).contains("\"snoozed_until\":\"" + until + "\"");
        assertThat(snoozes().standing()).extracting(SnoozeView::deviceName).containsExactly("Device m");

        system.clock().advance(FOUR_HOURS);
        assertThat(alerts()).singleElement().returns(null, AlertView::snoozedUntil);
        assertThat(told()).singleElement().returns(null, AlertMessage::snoozedUntil);
        assertThat(snoozes().standing()).isEmpty();
        system.get(WatchRound.class).forgetPassedSnoozes(system.clock().instant());
        assertThat(system.select("SELECT device_id FROM alert_snooze")).isEmpty();
    }

    private String outgoing() {
        return system
                .select("SELECT CONVERT(body USING utf8mb4) FROM outbox WHERE routing_key = 'ems.alerts'"
                        + " ORDER BY id DESC LIMIT 1")
                .stream()
                .map(String::valueOf)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsForOneKindOfOneDevice() {
        system.device("o", 1, "alice", "2", "INTERVAL");
        snoozes().snooze("m", AlertKind.DEVICE_SILENT, in(FOUR_HOURS));
        snoozes().snooze("o", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        system.receive(measurement("m", HOUR, "3"), measurement("o", HOUR, "3"));

        assertThat(told())
                .extracting(AlertMessage::deviceId, each -> each.snoozedUntil() != null)
                .containsExactlyInAnyOrder(tuple("m", false), tuple("o", true));
    }

    @Test
    void theOwnerAndTheStaffMayAndNobodyElse() {
        system.asOperator("olga");
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        snoozes().snooze("n", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        assertThat(snoozes().standing()).extracting(SnoozeView::deviceId).containsExactly("m", "n");

        system.asUser("alice");
        assertThat(snoozes().standing()).extracting(SnoozeView::deviceId).containsExactly("m");
        assertThat(snoozes().of("m")).extracting(SnoozeView::snoozedBy).containsExactly("olga");
        for (Runnable act : List.<Runnable>of(
                () -> snoozes().snooze("n", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS)),
                () -> snoozes().end("n", AlertKind.LIMIT_EXCEEDED),
                () -> snoozes().of("n"),
                () -> snoozes().of("unknown"))) {
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(act::run);
        }
        snoozes().end("m", AlertKind.LIMIT_EXCEEDED);
        snoozes().end("m", AlertKind.LIMIT_EXCEEDED);
        assertThat(snoozes().standing()).isEmpty();
    }

    @Test
    void theLatestTimeThatWasSaidCounts() {
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(Duration.ofHours(1)));
        assertThat(snoozes().of("m")).extracting(SnoozeView::until).containsExactly(in(Duration.ofHours(1)));
    }

    @Test
    void itHasAnEndThatIsNearEnough() {
        for (Instant wrong : new Instant[] {
            null, system.clock().instant(), in(Duration.ofSeconds(-1)), in(Snoozes.LONGEST.plusMillis(1))
        }) {
            assertThatThrownBy(() -> snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, wrong))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("until"));
        }
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(Snoozes.LONGEST));
        assertThatExceptionOfType(InvalidInputException.class)
                .as("many devices have no device")
                .isThrownBy(() -> snoozes().snooze("m", AlertKind.FLEET_SILENT, in(FOUR_HOURS)));
    }

    @Test
    void aNewOwnerIsTold() {
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        system.device("m", 2, "bob", "2", "INTERVAL");
        Instant running = system.clock().instant();
        system.receive(measurement("m", running, "3"));

        assertThat(system.get(AlertFeed.class).after("bob", false, 0))
                .filteredOn(alert -> alert.kind() == AlertKind.LIMIT_EXCEEDED)
                .singleElement()
                .returns(null, AlertMessage::snoozedUntil);
        assertThat(snoozes().standing()).isEmpty();
        system.asUser("bob");
        assertThat(snoozes().of("m")).isEmpty();
    }

    @Test
    void aNamesakeOfADeletedOwnerIsTold() {
        snoozes().snooze("m", AlertKind.LIMIT_EXCEEDED, in(FOUR_HOURS));
        system.container().inTransaction(() -> {
            system.get(FormerOwnersAlerts.class).letGo(new AccountDeleted("alice"));
            return null;
        });
        assertThat(system.select("SELECT device_id FROM alert_snooze")).isEmpty();
    }
}
