package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import energy.ems.account.Role;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.alerting.Snoozes;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept quiet leaves the house by no way before its end, and then only if it still waits for somebody. */
@Timeout(120)
class SnoozedMessagesTest {

    private static final Duration LONG = Duration.ofMinutes(30);

    private GreenMail mail;
    private Told told;

    @BeforeEach
    void start() {
        mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        told = new Told(Map.of(
                "ems.mail.uri",
                "smtp://localhost:" + mail.getSmtp().getPort(),
                "ems.mail.from",
                "EMS <ems@example.org>"));
        told.withPerson("alice", Role.USER, "alice@example.org", "en")
                .withPerson("olga", Role.OPERATOR, "olga@example.org", "en");
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
    }

    @AfterEach
    void stop() {
        mail.stop();
        if (told != null) {
            told.close();
        }
    }

    private MonitoringSystem system() {
        return told.first();
    }

    private void snooze(Duration time) {
        system().asAdministrator()
                .get(Snoozes.class)
                .snooze(
                        "m0",
                        AlertKind.LIMIT_EXCEEDED,
                        system().clock().instant().plus(time));
    }

    /** The device is known before it passes its limit. */
    private void device() {
        told.passLimits("alice", "m", 1);
        told.gather();
        forget();
        system().asAdministrator();
        system().receive(MonitoringSystem.measurement("m0", Told.NOW, "0.1"));
    }

    private void forget() {
        try {
            mail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private void passAgain() {
        system().asAdministrator();
        system().receive(MonitoringSystem.measurement("m0", Told.NOW, "4"));
        told.gather();
    }

    private List<String> recipients() {
        return Arrays.stream(mail.getReceivedMessages())
                .map(message -> {
                    try {
                        return message.getAllRecipients()[0].toString();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static String text(MimeMessage message) {
        try {
            return (String) message.getContent();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AlertView> alerts() {
        return system().asAdministrator()
                .get(Alerts.class)
                .find(new AlertQuery(
                        null, AlertKind.LIMIT_EXCEEDED, null, false, false, null, null, PageRequest.first(9)))
                .items();
    }

    @Test
    void noMailLeavesBeforeTheEndAndOneLeavesThen() {
        device();
        snooze(LONG);
        passAgain();
        assertThat(recipients()).isEmpty();
        told.pass(LONG.minusSeconds(30));
        assertThat(recipients()).isEmpty();

        told.pass(Duration.ofSeconds(30));
        assertThat(recipients()).containsExactly("alice@example.org");
        assertThat(text(mail.getReceivedMessages()[0]))
                .contains("Device m0 used 4 kWh", "One alert was snoozed and still waits for somebody.");
        told.pass(LONG);
        assertThat(recipients()).hasSize(1);
    }

    @Test
    void whatWasAlreadyOnItsWayIsHeldAsWell() {
        device();
        system().receive(MonitoringSystem.measurement("m0", Told.NOW, "4"));
        told.round(system());
        snooze(LONG);
        told.gather();
        assertThat(recipients()).isEmpty();
    }

    @Test
    void whatSomebodyHasAcknowledgedMeanwhileIsNoNewsAnyMore() {
        device();
        snooze(LONG);
        passAgain();
        system().get(Alerts.class).acknowledge(alerts().get(0).id());
        told.pass(LONG.plusMinutes(5));
        assertThat(recipients()).isEmpty();
    }

    @Test
    void whatDoesNotStandAnyMoreIsNoNewsEither() {
        device();
        snooze(LONG);
        passAgain();
        system().receive(MonitoringSystem.measurement("m0", Told.NOW, "0.2"));
        told.pass(LONG.plusMinutes(5));
        assertThat(recipients()).isEmpty();
    }

    @Test
    void whoEndsItEarlyLetsWhatWaitedLeave() {
        device();
        snooze(LONG);
        passAgain();
        system().asUser("alice").get(Snoozes.class).end("m0", AlertKind.LIMIT_EXCEEDED);
        told.round(system());
        assertThat(recipients()).containsExactly("alice@example.org");
    }

    @Test
    void whoSnoozesItForLongerKeepsItQuietForLonger() {
        device();
        snooze(LONG);
        passAgain();
        snooze(LONG.multipliedBy(2));
        told.pass(LONG.plusMinutes(1));
        assertThat(recipients()).isEmpty();
        told.pass(LONG);
        assertThat(recipients()).hasSize(1);
    }

    @Test
    void nobodyIsCalledForWhatNobodyHasAcknowledgedWhileItIsQuiet() {
        told.chooses("olga", Told.ofAll(Told.byMail(AlertKind.LIMIT_EXCEEDED), false, 5, 10));
        system().asOperator("olga");
        device();
        snooze(LONG);
        passAgain();
        told.pass(Duration.ofMinutes(10));
        assertThat(recipients()).isEmpty();
        told.pass(LONG);
        assertThat(recipients()).containsExactlyInAnyOrder("alice@example.org", "olga@example.org");
    }

    @Test
    void anotherDeviceOfTheSamePersonIsToldOfAsEver() {
        device();
        snooze(LONG);
        told.passLimits("alice", "other", 1);
        passAgain();
        assertThat(recipients()).containsExactly("alice@example.org");
        assertThat(text(mail.getReceivedMessages()[0]))
                .contains("Device other0")
                .doesNotContain("Device m0");
    }
}
