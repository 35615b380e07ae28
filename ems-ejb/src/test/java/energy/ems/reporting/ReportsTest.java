package energy.ems.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.AccountDraft;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.ManagementSystem;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.PlaceRenamed;
import energy.ems.group.GroupDraft;
import energy.ems.group.Groups;
import energy.ems.notification.Attempt;
import energy.ems.notification.Notifications;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports are made and sent once, whatever fails, to who asked for them; and nobody sees another's. */
@Timeout(180)
class ReportsTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final ReportChoice OWN = new ReportChoice(true, List.of(), List.of());

    private Readers readers;

    @BeforeEach
    void start() {
        readers = new Readers();
    }

    @AfterEach
    void stop() {
        readers.close();
    }

    private void bobWantsOctober() {
        readers.device("pump", "bob", "Sat/Casă");
        readers.goTo("2026-10-05T12:00");
        readers.as("bob").choose(OWN);
        readers.uses("pump", "2026-10-05T12:00", 10, "2");
    }

    private static ReportChoice of(String... places) {
        return new ReportChoice(false, List.of(places), List.of());
    }

    private List<String> recipients() {
        List<String> recipients = new ArrayList<>();
        for (var message : readers.mail().getReceivedMessages()) {
            try {
                recipients.add(message.getAllRecipients()[0].toString());
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return recipients;
    }

    @Test
    void onTheFirstOfTheMonthItIsMadeArchivedAndSentOnceInItsReadersLanguage() throws MessagingException {
        bobWantsOctober();
        readers.goTo("2026-11-01T05:59");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).as("six o'clock by the reader's clock").isEmpty();

        readers.pass(Duration.ofMinutes(1));
        readers.pass(Duration.ofMinutes(1));
        readers.pass(Duration.ofDays(1));

        assertThat(recipients()).containsExactly("bob@example.org");
        var message = readers.mail().getReceivedMessages()[0];
        assertThat(Readers.words(message))
                .contains("EMS: raportul lunii octombrie 2026", "Acesta este raportul lunii octombrie 2026");
        assertThat(message.getHeader("Content-Language")).containsExactly("ro");
        assertThat(Readers.text(Readers.attachment(message)))
                .contains("Raport octombrie 2026", "Device pump", "01.11.2026, 06:00")
                .containsPattern("octombrie 2026 20,0");
        assertThat(readers.as("bob").list())
                .extracting(ArchivedReport::month, ArchivedReport::name, ArchivedReport::scheduled)
                .containsExactly(tuple(OCTOBER, null, true));
        assertThat(readers.as("bob").file(readers.as("bob").list().get(0).id()).pdf())
                .isEqualTo(Readers.attachment(message));
    }

    @Test
    void theNextMonthsFollowAndWhoWantsNoneAnyMoreGetsNone() {
        bobWantsOctober();
        readers.goTo("2026-12-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(readers.as("bob").list())
                .as("what was missed while nothing ran is made up for")
                .extracting(ArchivedReport::month)
                .containsExactly(OCTOBER.plusMonths(1), OCTOBER);

        readers.as("bob").choose(new ReportChoice(false, List.of(), List.of()));
        readers.goTo("2027-01-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).hasSize(2);
    }

    /** Better Angels 2403, metering-operator 1258: by the server's clock it is another month. */
    @Test
    void theMonthAndTheHourAreThoseOfTheReadersZone() {
        readers.person("kiwi", Role.USER, "en", ZoneId.of("Pacific/Auckland"));
        readers.person("angel", Role.USER, "en", ZoneId.of("America/Los_Angeles"));
        readers.goTo("2026-10-05T12:00");
        readers.as("kiwi").choose(OWN);
        readers.as("angel").choose(OWN);

        // The first of November at six in Auckland is the last of October in Bucharest.
        readers.goTo("2026-10-31T18:59");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).isEmpty();
        readers.pass(Duration.ofMinutes(1));
        assertThat(recipients()).containsExactly("kiwi@example.org");

        // In Los Angeles the clock is set back on this very morning.
        readers.goTo("2026-11-01T15:59");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).hasSize(1);
        readers.pass(Duration.ofMinutes(1));
        assertThat(recipients()).containsExactly("kiwi@example.org", "angel@example.org");
        for (String person : List.of("kiwi", "angel")) {
            assertThat(readers.as(person).list())
                    .extracting(ArchivedReport::month)
                    .containsExactly(OCTOBER);
        }
    }

    /** Matomo 5300: several that looked at once sent it several times. */
    @Test
    void manyNodesAtOnceMakeAndSendOnce() {
        List<String> people = new ArrayList<>();
        readers.goTo("2026-10-05T12:00");
        for (int i = 0; i < 12; i++) {
            people.add("p" + i);
            readers.person("p" + i, Role.USER, i % 2 == 0 ? "en" : "ro");
            readers.as("p" + i).choose(OWN);
        }
        List<MonitoringSystem> nodes = List.of(readers.first(), readers.node(), readers.node(), readers.node());
        readers.goTo("2026-11-01T06:00");
        CompletableFuture.allOf(nodes.stream()
                        .map(node -> CompletableFuture.runAsync(() -> readers.round(node)))
                        .toArray(CompletableFuture[]::new))
                .join();
        readers.pass(Duration.ofMinutes(1));

        assertThat(recipients())
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(name -> name + "@example.org").toList());
        assertThat(readers.first().count("report")).isEqualTo(12);
    }

    /** The report is stored, and what comes after fails: all of it is undone, and made later, once. */
    @Test
    void whatFailsHalfwayIsMadeLaterAndOnce() {
        bobWantsOctober();
        readers.goTo("2026-11-01T06:00");
        alter("RENAME TABLE notification_delivery TO notification_delivery_gone");
        readers.first().get(ReportPress.class).round();
        assertThat(readers.first().count("report")).isZero();

        alter("RENAME TABLE notification_delivery_gone TO notification_delivery");
        readers.pass(Duration.ofMinutes(61));
        readers.pass(Duration.ofMinutes(61));
        assertThat(recipients()).containsExactly("bob@example.org");
        assertThat(readers.first().count("report")).isEqualTo(1);
    }

    private void alter(String sql) {
        var container = readers.first().container();
        container.inTransaction(
                () -> container.entityManager().createNativeQuery(sql).executeUpdate());
    }

    @Test
    void whileTheMailServerIsAwayItWaitsForDaysAndIsThereInThePortal() {
        bobWantsOctober();
        readers.mail().stop();
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        for (int hours = 0; hours < 24 * 5; hours += 6) {
            readers.pass(Duration.ofHours(6));
        }
        assertThat(readers.as("bob").list()).hasSize(1);
        readers.as("bob");
        assertThat(readers.first().get(Notifications.class).attempts())
                .extracting(Attempt::kind, Attempt::state)
                .containsExactly(tuple(Attempt.Kind.REPORT, Attempt.State.WAITING));

        readers.mailServerComesBack();
        readers.pass(Duration.ofHours(1));
        readers.pass(Duration.ofHours(1));
        assertThat(recipients()).containsExactly("bob@example.org");
    }

    @Test
    void nobodySeesAnothersReportNorOrdersOneOfAnothersPlace() {
        bobWantsOctober();
        readers.device("lamp", "alice", "Alices");
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        long id = readers.as("bob").list().get(0).id();

        for (String other : List.of("alice", "olga", "root")) {
            Reports door = readers.as(other);
            assertThat(door.list()).isEmpty();
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> door.file(id));
        }
        Reports bob = readers.as("bob");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> bob.make(ReportSubject.ofPlace("Alices"), OCTOBER));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> bob.choose(of("Alices")))
                .withMessageContaining("places");
    }

    /** Mango 124: who had a report sent, and may not see any more what is in it. */
    @Test
    void whoBecomesAUserIsNotShownNorSentWhatOthersOwn() {
        readers.device("pump", "bob", "Site");
        readers.device("desk", "olga", "Site");
        readers.goTo("2026-10-05T12:00");
        readers.as("olga").choose(of("Site"));
        readers.uses("pump", "2026-10-05T12:00", 10, "2");
        readers.mail().stop();
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(readers.as("olga").list()).hasSize(1);
        long id = readers.as("olga").list().get(0).id();

        readers.management().asAdministrator();
        Accounts accounts = readers.management().get(Accounts.class);
        AccountDraft asUser =
                new AccountDraft("olga", null, "olga@example.org", Role.USER, Readers.BUCHAREST, "en", true, false);
        accounts.update("olga", asUser, accounts.get("olga").version(), null, ManagementSystem.PASSWORD.toCharArray());
        readers.mailServerComesBack();
        readers.pass(Duration.ofHours(1));
        assertThat(recipients()).as("the mail that still waited").isEmpty();
        Reports door = readers.as("olga", Role.USER);
        assertThat(door.list()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> door.file(id));

        readers.goTo("2026-12-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(Readers.text(Readers.attachment(readers.mail().getReceivedMessages()[0])))
                .contains("Device desk")
                .doesNotContain("Device pump");
    }

    private static ReportChoice ofGroups(String... ids) {
        return new ReportChoice(false, List.of(), List.of(ids));
    }

    @Test
    void aGroupsReportIsSentUnderItsPresentNameAndKeptUnderThatOfThen() {
        readers.device("pump", "bob", "Sat");
        readers.goTo("2026-10-05T12:00");
        String id = readers.group("bob", "Pompe", List.of("pump"), List.of(), List.of());
        assertThat(readers.as("bob").choose(ofGroups(id))).isEqualTo(ofGroups(id));
        readers.uses("pump", "2026-10-05T12:00", 10, "2");
        readers.as("bob");
        readers.first()
                .get(Groups.class)
                .update(id, new GroupDraft("Pompe de căldură", List.of("pump"), List.of(), List.of()), 1);
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        readers.pass(Duration.ofMinutes(1));

        assertThat(recipients()).containsExactly("bob@example.org");
        var message = readers.mail().getReceivedMessages()[0];
        assertThat(Readers.words(message))
                .contains("EMS: raportul lunii octombrie 2026, Pompe de căldură", "pentru grupul Pompe de căldură");
        assertThat(Readers.text(Readers.attachment(message)))
                .contains("Grupul Pompe de căldură", "Device pump")
                .containsPattern("octombrie 2026 20,0");

        readers.as("bob");
        readers.first()
                .get(Groups.class)
                .update(id, new GroupDraft("Altfel", List.of("pump"), List.of(), List.of()), 2);
        assertThat(readers.as("bob").list())
                .extracting(ArchivedReport::subject, ArchivedReport::name, ArchivedReport::scheduled)
                .containsExactly(tuple(ReportSubject.ofGroup(id), "Pompe de căldură", true));
        assertThat(readers.as("bob").make(ReportSubject.ofGroup(id), OCTOBER).name())
                .isEqualTo("Altfel");
        assertThat(readers.as("bob").list()).hasSize(2);
    }

    @Test
    void ofAGroupThatSomebodyDoesNotSeeTheyGetNothingAndLearnNothing() {
        readers.device("pump", "bob", "Sat");
        readers.device("lamp", "alice", null);
        readers.goTo("2026-10-05T12:00");
        String shared = readers.group("root", "Pumps", List.of("pump"), List.of(), List.of());
        String own = readers.group("bob", "Mine", List.of("pump"), List.of(), List.of());
        for (String other : List.of("alice", "root")) {
            for (String id : other.equals("root") ? List.of(own, "none") : List.of(own, shared, "none")) {
                Reports door = readers.as(other);
                assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> door.make(ReportSubject.ofGroup(id), OCTOBER.minusMonths(1)))
                        .withMessageContaining(id);
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> door.choose(ofGroups(id)))
                        .withMessageContaining("groups");
            }
        }
        readers.as("bob").choose(ofGroups(shared));

        // The device goes to alice, and with it what bob saw of the group.
        readers.device("pump", "Device pump", "alice", "Sat", 2);
        assertThat(readers.as("bob").choice()).isEqualTo(ofGroups());
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).isEmpty();
        assertThat(readers.as("bob").list()).isEmpty();
        // It waits for the next month: what is seen again is told of again.
        readers.device("pump", "Device pump", "bob", "Sat", 3);
        readers.goTo("2026-12-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(readers.as("bob").list()).extracting(ArchivedReport::month).containsExactly(OCTOBER.plusMonths(1));
    }

    @Test
    void ofAGroupThatIsDeletedThereAreNoReportsAnyMore() {
        readers.device("pump", "bob", "Sat");
        readers.goTo("2026-10-05T12:00");
        String id = readers.group("bob", "Mine", List.of("pump"), List.of(), List.of());
        String other = readers.group("bob", "Other", List.of("pump"), List.of(), List.of());
        readers.as("bob").choose(ofGroups(id, other));
        readers.as("bob").make(ReportSubject.ofGroup(id), OCTOBER.minusMonths(1));
        readers.first().get(Groups.class).delete(id, 1);
        assertThat(readers.first().count("report_subscription")).isEqualTo(1);
        assertThat(readers.as("bob").choice()).isEqualTo(ofGroups(other));
        assertThat(readers.as("bob").list()).extracting(ArchivedReport::name).containsExactly("Mine");
    }

    @Test
    void aReportIsOfAPlaceOrOfAGroup() {
        readers.device("pump", "bob", "Sat");
        String id = readers.group("bob", "Mine", List.of("pump"), List.of(), List.of());
        readers.goTo("2026-11-01T00:30");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> readers.as("bob").make(new ReportSubject("Sat", id), OCTOBER))
                .withMessageContaining("group");
        String[] many = IntStream.rangeClosed(0, ReportChoice.MOST_GROUPS)
                .mapToObj(i -> id)
                .toArray(String[]::new);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> readers.as("bob").choose(ofGroups(many)))
                .withMessageContaining("groups");
    }

    @Test
    void whatComesLateIsInANewOneAndTheOneThatWasSentStays() {
        bobWantsOctober();
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        readers.uses("pump", "2026-10-20T00:00", 5, "2");

        ArchivedReport made = readers.as("bob").make(ReportSubject.OWN, OCTOBER);
        assertThat(made.scheduled()).isFalse();
        assertThat(Readers.text(readers.as("bob").file(made.id()).pdf())).containsPattern("octombrie 2026 30,0");
        ArchivedReport sent = readers.as("bob").list().get(0);
        assertThat(sent.scheduled()).isTrue();
        assertThat(Readers.text(readers.as("bob").file(sent.id()).pdf())).containsPattern("octombrie 2026 20,0");

        readers.pass(Duration.ofMinutes(5));
        assertThat(readers.as("bob").make(ReportSubject.OWN, OCTOBER).id())
                .as("it takes the place of the one before")
                .isEqualTo(made.id());
        assertThat(readers.as("bob").list()).hasSize(2);
        assertThat(recipients()).hasSize(1);
    }

    @Test
    void onlyAMonthThatIsOverIsMade() {
        readers.goTo("2026-11-01T00:30");
        Reports bob = readers.as("bob");
        assertThat(bob.lastMonth()).isEqualTo(OCTOBER);
        assertThat(bob.make(ReportSubject.OWN, OCTOBER).month()).isEqualTo(OCTOBER);
        for (YearMonth month : new YearMonth[] {OCTOBER.plusMonths(1), YearMonth.of(1999, 12), null}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> bob.make(ReportSubject.OWN, month))
                    .withMessageContaining("month");
        }
    }

    @Test
    void whoIsDeletedLeavesNothingToALaterNamesake() {
        bobWantsOctober();
        readers.as("bob").make(ReportSubject.OWN, OCTOBER.minusMonths(1));
        readers.management().asAdministrator();
        readers.management().get(Accounts.class).delete("bob");
        readers.person("bob", Role.USER, "en");
        assertThat(readers.as("bob").choice()).isEqualTo(new ReportChoice(false, List.of(), List.of()));
        assertThat(readers.as("bob").list()).isEmpty();
        readers.goTo("2026-11-01T06:00");
        readers.pass(Duration.ZERO);
        assertThat(recipients()).isEmpty();
    }

    @Test
    void aPlaceThatIsRenamedIsReportedUnderItsNewName() {
        readers.device("pump", "bob", "Site/House");
        readers.goTo("2026-10-05T12:00");
        readers.as("olga").choose(of("Site", "Site/House"));
        var container = readers.first().container();
        container.inTransaction(() -> {
            readers.first().get(Subscriptions.class).follow(new PlaceRenamed("Site", "Town"));
            return null;
        });
        assertThat(readers.as("olga").choice()).isEqualTo(of("Town", "Town/House"));
    }

    @Test
    void whatIsOlderThanIsKeptIsForgotten() {
        readers.goTo("2026-11-01T00:30");
        readers.as("bob").make(ReportSubject.OWN, OCTOBER);
        readers.goTo("2029-10-31T00:00");
        readers.first().get(ReportBook.class).forgetOld();
        assertThat(readers.as("bob").list()).hasSize(1);
        readers.goTo("2029-11-02T00:00");
        readers.first().get(ReportBook.class).forgetOld();
        assertThat(readers.as("bob").list()).isEmpty();
    }

    @Test
    void aChoiceNeedsAnAddressAndIsBounded() {
        readers.device("pump", "bob", "Site");
        readers.management().withAccount("mailless", Role.USER);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> readers.as("mailless").choose(OWN))
                .withMessageContaining("email");
        String[] many = IntStream.rangeClosed(0, ReportChoice.MOST_PLACES)
                .mapToObj(i -> "Site")
                .toArray(String[]::new);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> readers.as("olga").choose(of(many)))
                .withMessageContaining("places");
        assertThat(readers.as("olga").choose(of(" Site "))).isEqualTo(of("Site"));
    }
}
