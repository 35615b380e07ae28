package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertQuery;
import energy.ems.alerting.AlertView;
import energy.ems.alerting.Alerts;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.notification.Attempt.State;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People are told of alerts by mail, once, whatever fails. */
@Timeout(120)
class DispatchTest {

    private GreenMail mail;
    private int port;
    private Told told;

    @BeforeEach
    void start() {
        mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        port = mail.getSmtp().getPort();
        told = new Told(Map.of("ems.mail.uri", "smtp://localhost:" + port, "ems.mail.from", "EMS <ems@example.org>"));
        told.withPerson("alice", Role.USER, "alice@example.org", "en")
                .withPerson("bob", Role.USER, "bob@example.org", "ro")
                .withPerson("olga", Role.OPERATOR, "olga@example.org", "en");
    }

    @AfterEach
    void stop() {
        mail.stop();
        if (told != null) {
            told.close();
        }
    }

    private void comesBack() {
        mail = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage message) {
        try {
            return (String) message.getContent();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String to(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> recipients() {
        return Arrays.stream(mail.getReceivedMessages()).map(DispatchTest::to).toList();
    }

    private MimeMessage only() {
        assertThat(mail.getReceivedMessages()).hasSize(1);
        return mail.getReceivedMessages()[0];
    }

    @Test
    void nobodyIsToldWhoHasNotChosenIt() {
        told.passLimits("alice", "m", 1);
        told.gather();
        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(told.as("alice").own()).isEqualTo(Preferences.NONE);
    }

    @Test
    void theOwnerIsToldOnceInTheirLanguageAndZone() throws MessagingException {
        told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.passLimits("bob", "m", 1);
        told.gather();
        told.pass(Duration.ofMinutes(1));

        assertThat(to(only())).isEqualTo("bob@example.org");
        assertThat(subject(only()))
                .isEqualTo("EMS: Device m0 a consumat 3 kWh între 23 nov. 2026, 11:00 și 12:00,"
                        + " cu 1 peste limita de 2.");
        assertThat(text(only())).contains("Device m0 a consumat 3 kWh", "Europe/Bucharest");
        assertThat(only().getMessageID()).endsWith("@example.org>");
        assertThat(only().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(told.as("bob").attempts())
                .extracting(Attempt::channel, Attempt::state, Attempt::alerts, Attempt::attempts)
                .containsExactly(tuple(Channel.MAIL, State.SENT, 1, 1));
    }

    @Test
    void nobodyIsToldOfAnothersAlertNorSeesAnothersAttempts() {
        told.chooses("alice", Told.byMail(AlertKind.values()));
        told.passLimits("bob", "m", 1);
        told.gather();
        assertThat(mail.getReceivedMessages()).isEmpty();

        told.chooses("bob", Told.byMail(AlertKind.values()));
        told.passLimits("bob", "n", 1);
        told.gather();
        assertThat(recipients()).containsExactly("bob@example.org");
        assertThat(told.as("alice").attempts()).isEmpty();
    }

    @Test
    void whoSeesAllIsToldOfAllIfTheyWant() {
        Preferences chosen = Told.byMail(AlertKind.LIMIT_EXCEEDED);
        told.chooses("olga", chosen);
        told.passLimits("bob", "m", 1);
        told.gather();
        assertThat(recipients()).isEmpty();

        told.chooses("olga", Told.ofAll(told.as("olga").own(), true, null, 10));
        told.passLimits("bob", "n", 1);
        told.gather();
        assertThat(recipients()).containsExactly("olga@example.org");

        assertThatThrownBy(() -> told.chooses("alice", Told.ofAll(chosen, true, null, 10)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all_devices");
    }

    /** Zammad 1239, Servy 1252: what was to be sent while the server was away was lost, and nobody saw it. */
    @Test
    void whileTheMailServerIsAwayForAnHourEverythingWaits() {
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        mail.stop();
        told.passLimits("alice", "a", 1);
        told.passLimits("bob", "b", 1);
        told.gather();
        Dispatch dispatch = told.first().get(Dispatch.class);
        assertThat(dispatch.mailAwaySince()).isNotNull();
        assertThat(told.as("alice").attempts())
                .extracting(Attempt::state, Attempt::problem, Attempt::detail)
                .containsExactly(tuple(State.WAITING, Problem.AWAY, null));
        for (int minutes = 0; minutes < 60; minutes += 2) {
            told.pass(Duration.ofMinutes(2));
        }
        assertThat(told.first().get(Deliveries.class).figures().waiting()).isEqualTo(2);
        assertThat(told.as("alice").attempts().get(0).attempts()
                        + told.as("bob").attempts().get(0).attempts())
                .as("the pauses grow, though never beyond five minutes")
                .isBetween(10, 35);

        comesBack();
        told.pass(Duration.ofMinutes(5));
        assertThat(recipients()).containsExactlyInAnyOrder("alice@example.org", "bob@example.org");
        assertThat(dispatch.mailAwaySince()).isNull();
        told.pass(Duration.ofHours(1));
        assertThat(recipients()).hasSize(2);
    }

    /** Home Assistant, Frappe and others: one recipient who is refused held up all, or was tried for ever. */
    @Test
    void aRecipientWhoIsRefusedHoldsUpNobodyAndIsNotTriedForEver() {
        mail.stop();
        try (RefusingMailServer refusing = new RefusingMailServer(port, "550 5.1.1 alice is unknown", "alice@")) {
            told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.passLimits("alice", "a", 1);
            told.passLimits("bob", "b", 1);
            told.gather();
            told.pass(Duration.ofHours(3));
            assertThat(refusing.taken()).containsExactly("<bob@example.org>");
            assertThat(refusing.refused()).isEqualTo(1);
        }
        assertThat(told.as("alice").attempts())
                .extracting(Attempt::state, Attempt::problem, Attempt::detail)
                .containsExactly(tuple(State.FAILED, Problem.REFUSED, "550 5.1.1 alice is unknown"));
        assertThat(told.first().get(Deliveries.class).figures().failed()).isEqualTo(1);
        assertThat(told.first().get(Dispatch.class).mailAwaySince()).isNull();
    }

    @Test
    void aRecipientWhoIsPutOffIsTriedAgainWhileOthersAreToldAtOnce() {
        mail.stop();
        try (RefusingMailServer refusing = new RefusingMailServer(port, "451 4.7.1 later, please", "alice@")) {
            told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.passLimits("alice", "a", 1);
            told.passLimits("bob", "b", 1);
            told.gather();
            assertThat(refusing.taken()).containsExactly("<bob@example.org>");
        }
        assertThat(told.as("alice").attempts())
                .extracting(Attempt::state, Attempt::problem, Attempt::detail)
                .containsExactly(tuple(State.WAITING, Problem.PUT_OFF, "451 4.7.1 later, please"));
        comesBack();
        told.pass(Duration.ofHours(1));
        assertThat(recipients()).containsExactly("alice@example.org");
    }

    @Test
    void aRecipientWhoMakesTheServerHangUpHoldsUpNobodyForLong() {
        mail.stop();
        try (RefusingMailServer refusing = new RefusingMailServer(port, null, "alice@")) {
            told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
            told.passLimits("alice", "a", 1);
            told.gather();
            told.passLimits("bob", "b", 1);
            told.gather();
            told.pass(Duration.ofMinutes(5));
            assertThat(refusing.taken()).containsExactly("<bob@example.org>");
            assertThat(told.as("alice").attempts()).extracting(Attempt::state).containsExactly(State.WAITING);
        }
    }

    /** An account takes it; no mail program does. */
    @Test
    void anAddressThatIsNoneHoldsUpNobody() {
        told.withPerson("dots", Role.USER, "a..b@example.org", "en");
        told.chooses("dots", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.chooses("bob", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.passLimits("dots", "d", 1);
        told.passLimits("bob", "b", 1);
        told.gather();
        assertThat(recipients()).containsExactly("bob@example.org");
        assertThat(told.as("dots").attempts()).extracting(Attempt::state).containsExactly(State.FAILED);
    }

    @Test
    void whatANodeHadBorrowedWhenItDiedIsSentByAnother() {
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        MonitoringSystem survivor = told.node();
        told.passLimits("alice", "m", 1);
        told.first().get(Dispatch.class).write();
        survivor.clock().advance(Duration.ofMinutes(1));
        told.first().clock().advance(Duration.ofMinutes(1));
        told.first().get(Dispatch.class).write();
        Deliveries.Loan lost = told.first().get(Deliveries.class).borrow(Channel.MAIL);
        assertThat(lost.letter().alerts()).hasSize(1);

        told.round(survivor);
        assertThat(mail.getReceivedMessages()).as("it may still be at it").isEmpty();
        survivor.clock().advance(Delivery.LEASE);
        told.round(survivor);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(told.first().get(Deliveries.class).giveBack(lost, Outcome.away("too late")))
                .as("whoever was given up has no say any more")
                .isNull();
        assertThat(told.as("alice").attempts()).extracting(Attempt::state).containsExactly(State.SENT);
    }

    /** The one window that is left: the mail server had taken it, and the node died before it could note so. */
    @Test
    void aMailThatWasTakenJustBeforeADeathComesTwiceAsTheSameMessage() throws MessagingException {
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.passLimits("alice", "m", 1);
        told.first().get(Dispatch.class).write();
        told.first().clock().advance(Duration.ofMinutes(1));
        told.first().get(Dispatch.class).write();
        Deliveries.Loan loan = told.first().get(Deliveries.class).borrow(Channel.MAIL);
        assertThat(told.first().get(MailServer.class).send(loan.letter())).isEqualTo(Outcome.SENT);

        told.pass(Delivery.LEASE);
        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(mail.getReceivedMessages()[0].getMessageID())
                .isEqualTo(mail.getReceivedMessages()[1].getMessageID());
    }

    /** Grafana 71203 and 35474: several nodes, each of which told of everything. */
    @Test
    void manyNodesAtOnceTellOnce() {
        told.chooses("alice", Told.ofAll(Told.byMail(AlertKind.LIMIT_EXCEEDED), false, null, 60));
        List<MonitoringSystem> nodes = List.of(told.first(), told.node(), told.node(), told.node());
        for (int storm = 0; storm < 10; storm++) {
            told.passLimits("alice", "s" + storm + "-", 1);
            for (int round = 0; round < 2; round++) {
                CompletableFuture.allOf(nodes.stream()
                                .map(node -> CompletableFuture.runAsync(() -> told.round(node)))
                                .toArray(CompletableFuture[]::new))
                        .join();
                nodes.forEach(node -> node.clock().advance(Duration.ofSeconds(11)));
            }
        }
        told.gather();
        assertThat(Arrays.stream(mail.getReceivedMessages())
                        .flatMap(message -> text(message).lines())
                        .filter(line -> line.startsWith("- ")))
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    /** Frigate-notify 264, ThingsBoard 14160: hundreds of mails in a minute. */
    @Test
    void aThousandAlertsInAMinuteAreAHandfulOfMessagesThatSayWhatWasHeldBack() {
        told.chooses("alice", Told.ofAll(Told.byMail(AlertKind.LIMIT_EXCEEDED), false, null, 2));
        for (int part = 0; part < 4; part++) {
            told.passLimits("alice", "p" + part + "-", 250);
            told.gather();
        }
        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(subject(mail.getReceivedMessages()[0])).isEqualTo("EMS: 250 alerts");
        assertThat(text(mail.getReceivedMessages()[0])).contains("And 200 more alerts.");
        told.pass(Duration.ofMinutes(30));
        assertThat(mail.getReceivedMessages()).hasSize(2);
        told.pass(Duration.ofMinutes(30));
        assertThat(mail.getReceivedMessages()).hasSize(3);
        assertThat(subject(mail.getReceivedMessages()[2])).isEqualTo("EMS: 500 alerts");
        assertThat(text(mail.getReceivedMessages()[2]))
                .contains("500 alerts were held back, because you want no more messages an hour than 2.");
    }

    @Test
    void whatComesInQuietHoursIsSentAsOneWhenTheyEnd() {
        // It is 11:15 in Bucharest.
        told.chooses("alice", Told.quiet(Told.byMail(AlertKind.LIMIT_EXCEEDED), "22:00", "12:00"));
        told.passLimits("alice", "a", 2);
        told.gather();
        told.passLimits("alice", "b", 1);
        told.gather();
        assertThat(mail.getReceivedMessages()).isEmpty();
        told.pass(Duration.ofMinutes(46));
        assertThat(subject(only())).isEqualTo("EMS: 3 alerts");
        assertThat(text(only())).contains("3 alerts were held back until your quiet hours had ended.");
    }

    @Test
    void whatNobodyAcknowledgesIsToldToWhoHasChosenSo() {
        told.chooses("olga", Told.ofAll(Told.byMail(AlertKind.LIMIT_EXCEEDED), false, 30, 10));
        told.passLimits("bob", "m", 2);
        told.gather();
        told.pass(Duration.ofMinutes(29));
        assertThat(recipients()).isEmpty();
        AlertView first = told.first()
                .asUser("bob")
                .get(Alerts.class)
                .find(new AlertQuery(null, null, null, true, false, null, null, PageRequest.first(10)))
                .items()
                .get(0);
        told.first().get(Alerts.class).acknowledge(first.id());
        told.pass(Duration.ofMinutes(1));
        assertThat(to(only())).isEqualTo("olga@example.org");
        assertThat(text(only()))
                .contains("Nobody has acknowledged it for 30 minutes.")
                .doesNotContain(first.deviceName());
        told.pass(Duration.ofHours(2));
        assertThat(recipients()).hasSize(1);
    }

    @Test
    void whoHasNoAddressChoosesNoMailAndIsShownSoWhenItIsTakenAway() {
        told.withPerson("carl", Role.USER, null, "en");
        assertThatThrownBy(() -> told.chooses("carl", Told.byMail(AlertKind.LIMIT_EXCEEDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("email");
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.first()
                .container()
                .inTransaction(() -> told.first()
                        .container()
                        .entityManager()
                        .createNativeQuery("UPDATE account SET email = NULL WHERE username = 'alice'")
                        .executeUpdate());
        told.passLimits("alice", "m", 1);
        told.gather();
        assertThat(told.as("alice").attempts())
                .extracting(Attempt::state, Attempt::problem)
                .containsExactly(tuple(State.FAILED, Problem.NO_ADDRESS));
    }

    @Test
    void whoIsDeletedIsToldOfNothingAndNeitherIsALaterNamesake() {
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.passLimits("alice", "m", 1);
        told.round(told.first());
        told.management().asAdministrator().get(Accounts.class).delete("alice");
        told.withPerson("alice", Role.USER, "another.alice@example.org", "en");
        told.gather();
        assertThat(recipients()).isEmpty();
        assertThat(told.as("alice").own()).isEqualTo(Preferences.NONE);
    }

    @Test
    void whoMayNotSeeAllAnyMoreIsNotToldOfWhatStillWaited() {
        told.chooses("olga", Told.ofAll(Told.byMail(AlertKind.LIMIT_EXCEEDED), true, null, 10));
        told.passLimits("bob", "m", 1);
        told.round(told.first());
        told.first()
                .container()
                .inTransaction(() -> told.first()
                        .container()
                        .entityManager()
                        .createNativeQuery("UPDATE account SET role = 'USER' WHERE username = 'olga'")
                        .executeUpdate());
        told.gather();
        assertThat(recipients()).isEmpty();
        assertThat(told.as("olga").attempts()).isEmpty();
    }

    @Test
    void historyIsNotToldHourByHour() {
        told.chooses("alice", Told.byMail(AlertKind.LIMIT_EXCEEDED));
        told.passLimits("alice", "m", 1);
        told.gather();
        for (int day = 3; day < 8; day++) {
            told.first().receive(MonitoringSystem.measurement("m0", Told.NOW.minus(Duration.ofDays(day)), "3"));
        }
        told.gather();
        assertThat(recipients()).hasSize(1);
    }

    @Test
    void aTestSaysAtOnceWhatBecameOfItAndIsNotForFloods() {
        assertThat(told.as("alice").test(Channel.MAIL).state()).isEqualTo(State.SENT);
        assertThat(subject(only())).isEqualTo("EMS: a test message");
        mail.stop();
        Attempt failed = told.as("alice").test(Channel.MAIL);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.problem()).isEqualTo(Problem.AWAY);
        assertThat(told.first().get(Deliveries.class).figures().failed())
                .as("whoever tries has seen it")
                .isZero();
        for (int test = 2; test < 10; test++) {
            told.as("alice").test(Channel.MAIL);
        }
        assertThatThrownBy(() -> told.as("alice").test(Channel.MAIL)).isInstanceOf(ConflictException.class);
    }
}
