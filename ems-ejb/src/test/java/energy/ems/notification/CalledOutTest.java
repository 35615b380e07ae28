package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.Role;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertMessage;
import energy.ems.alerting.Snoozes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person's browser calls out is what they chose, of what they see, while they want to hear of anything. */
@Timeout(120)
class CalledOutTest {

    private Told told;

    @BeforeEach
    void start() {
        told = new Told(Map.of());
        told.withPerson("alice", Role.USER, null, "en")
                .withPerson("bob", Role.USER, null, "en")
                .withPerson("olga", Role.OPERATOR, null, "en");
        told.passLimits("alice", "m", 1);
    }

    @AfterEach
    void stop() {
        told.close();
    }

    private List<AlertMessage> raised() {
        return told.first().get(AlertFeed.class).after("root", true, 0).stream()
                .filter(alert -> alert.kind() == AlertKind.LIMIT_EXCEEDED)
                .toList();
    }

    private static Preferences of(boolean allDevices, AlertKind... kinds) {
        return new Preferences(Set.of(), Set.of(), Set.of(kinds), allDevices, null, null, null, 10, null, false, 0);
    }

    private List<Long> calledOut(String username) {
        return told.as(username)
                .forBrowser(raised().stream().map(AlertMessage::sequence).toList());
    }

    @Test
    void theOwnerHearsOfTheKindsThatTheyChoseAndNobodyElseOfAny() {
        assertThat(calledOut("alice")).isEmpty();
        told.chooses("alice", of(false, AlertKind.LIMIT_EXCEEDED));
        told.chooses("bob", of(false, AlertKind.values()));
        assertThat(calledOut("alice")).containsExactly(raised().get(0).sequence());
        assertThat(calledOut("bob")).isEmpty();
        assertThat(told.as("alice").forBrowser(List.of())).isEmpty();

        told.chooses(
                "alice",
                new Preferences(
                        Set.of(),
                        Set.of(),
                        Set.of(AlertKind.DEVICE_SILENT),
                        false,
                        null,
                        null,
                        null,
                        10,
                        null,
                        false,
                        1));
        assertThat(calledOut("alice")).isEmpty();
    }

    @Test
    void theStaffHearsOfAllDevicesOnlyIfTheyWant() {
        told.first().asOperator("olga").get(Notifications.class).update(of(false, AlertKind.LIMIT_EXCEEDED));
        List<Long> all = raised().stream().map(AlertMessage::sequence).toList();
        assertThat(told.first().get(Notifications.class).forBrowser(all)).isEmpty();
        Preferences own = told.first().get(Notifications.class).own();
        told.first().get(Notifications.class).update(Told.ofAll(own, true, null, 10));
        assertThat(told.first().get(Notifications.class).forBrowser(all)).isEqualTo(all);
    }

    @Test
    void inQuietHoursNothingIsCalledOut() {
        // The tests' clock shows ten past eleven in Bucharest.
        told.chooses("alice", Told.quiet(of(false, AlertKind.LIMIT_EXCEEDED), "11:00", "12:00"));
        assertThat(calledOut("alice")).isEmpty();
        told.first().clock().advance(Duration.ofHours(1));
        assertThat(calledOut("alice")).hasSize(1);
    }

    @Test
    void whatIsSnoozedIsNotCalledOutUntilThatEnds() {
        told.chooses("alice", of(false, AlertKind.LIMIT_EXCEEDED));
        told.first()
                .asUser("alice")
                .get(Snoozes.class)
                .snooze(
                        "m0",
                        AlertKind.LIMIT_EXCEEDED,
                        told.first().clock().instant().plus(Duration.ofMinutes(30)));
        assertThat(calledOut("alice")).isEmpty();
        told.first().clock().advance(Duration.ofMinutes(31));
        assertThat(calledOut("alice")).hasSize(1);
    }
}
