package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.Role;
import energy.ems.alerting.AlertEntry.Act;
import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.ManagementSystem;
import energy.ems.container.MonitoringSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People say something of alerts and see to them; who may, what stands afterwards, and what two at once make of it. */
@Timeout(120)
class AlertHandlingTest {

    private static final Instant HOUR = Instant.parse("2026-11-22T20:00:00Z");

    private ManagementSystem management;
    private MonitoringSystem system;
    private long alert;

    @BeforeEach
    void start() {
        management = new ManagementSystem()
                .withAccount("olga", Role.OPERATOR)
                .withAccount("oscar", Role.OPERATOR)
                .withAccount("alice", Role.USER)
                .withAccount("bob", Role.USER);
        system = new MonitoringSystem(management.database(), Watches::wire);
        system.device("m", 1, "alice", "2", "INTERVAL");
        system.receive(measurement("m", HOUR, "3"));
        alert = alerts(false).get(0).id();
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
        management.close();
    }

    private AlertHandling handling() {
        return system.get(AlertHandling.class);
    }

    private List<AlertView> alerts(boolean mine) {
        return system.get(Alerts.class)
                .find(new AlertQuery(null, null, null, false, mine, null, null, PageRequest.first(10)))
                .items();
    }

    private List<AlertEntry> history() {
        return handling().history(alert);
    }

    @Test
    void whatTheStaffSaysIsSeenByTheOwnerAndTheOtherWayRoundAndByNobodyElse() {
        system.asOperator("olga");
        handling().comment(alert, "  The boiler's valve hangs.\r\nSomebody comes on Monday. ");
        system.asUser("alice");
        handling().comment(alert, "Thank you, <b>alice</b>");

        for (Runnable reader : List.<Runnable>of(system::asAdministrator, () -> system.asUser("alice"))) {
            reader.run();
            assertThat(history())
                    .extracting(AlertEntry::act, AlertEntry::by, AlertEntry::text)
                    .containsExactly(
                            tuple(Act.RAISED, null, null),
                            tuple(Act.COMMENTED, "olga", "The boiler's valve hangs.\nSomebody comes on Monday."),
                            tuple(Act.COMMENTED, "alice", "Thank you, <b>alice</b>"));
            assertThat(alerts(false)).singleElement().returns(2, AlertView::comments);
        }
        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(this::history);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> handling().comment(alert, "hello"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> handling().comment(999_999, "hello"));
    }

    @Test
    void aCommentHasWordsAndAnEnd() {
        for (String wrong : new String[] {null, " \n ", "x".repeat(1001), "a\u0000b", "a\u001b[31mb"}) {
            assertThatThrownBy(() -> handling().comment(alert, wrong))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("text"));
        }
        handling().comment(alert, "\uD83D\uDE00".repeat(1000));
        assertThat(history().get(1).text()).hasSize(2000);
    }

    @Test
    void anAlertHasSoManyCommentsAndNoMore() {
        IntStream.range(0, AlertHandling.MOST_COMMENTS)
                .forEach(number -> handling().comment(alert, "n" + number));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> handling().comment(alert, "one more"));
        assertThat(history()).hasSize(AlertHandling.MOST_COMMENTS + 1);
    }

    @Test
    void theStaffGivesItToTheStaffOrToItsOwnerAndToNobodyElse() {
        system.asOperator("olga");
        handling().assign(alert, "oscar");
        assertThat(alerts(false)).singleElement().returns("oscar", AlertView::assignedTo);
        assertThat(alerts(true)).isEmpty();
        system.asOperator("oscar");
        assertThat(alerts(true)).hasSize(1);
        handling().assign(alert, "alice");
        system.asUser("alice");
        assertThat(alerts(true)).hasSize(1);

        system.asOperator("olga");
        for (String nobody : List.of("bob", "gone", "ALICE")) {
            assertThatThrownBy(() -> handling().assign(alert, nobody))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("assigned_to"));
        }
        handling().assign(alert, "alice");
        handling().assign(alert, null);
        assertThat(alerts(false)).singleElement().returns(null, AlertView::assignedTo);
        assertThat(history())
                .extracting(AlertEntry::act, AlertEntry::by, AlertEntry::about)
                .containsExactly(
                        tuple(Act.RAISED, null, null),
                        tuple(Act.ASSIGNED, "olga", "oscar"),
                        tuple(Act.ASSIGNED, "oscar", "alice"),
                        tuple(Act.UNASSIGNED, "olga", "alice"));
        assertThat(handling().assignees(alert, null)).containsExactly("alice", "admin", "olga", "oscar");
        assertThat(handling().assignees(alert, "os")).containsExactly("oscar");
    }

    @Test
    void whoWasSlowerIsToldInsteadOfTakingItFromTheFaster() {
        handling().assign(alert, "oscar", null);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> handling().assign(alert, "olga", null));
        assertThat(alerts(false)).singleElement().returns("oscar", AlertView::assignedTo);
        handling().assign(alert, "olga", "oscar");
        assertThat(alerts(false)).singleElement().returns("olga", AlertView::assignedTo);
    }

    @Test
    void nothingOfWhatManySayAndDoAtOnceIsLost() throws Exception {
        int people = 6;
        CyclicBarrier together = new CyclicBarrier(people + 1);
        List<Callable<Void>> acts = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            String text = "person " + person;
            String assignee = person % 2 == 0 ? "olga" : "oscar";
            acts.add(() -> {
                together.await();
                handling().comment(alert, text);
                handling().assign(alert, assignee);
                return null;
            });
        }
        acts.add(() -> {
            together.await();
            system.receive(measurement("m", HOUR.plus(Duration.ofMinutes(10)), "1"));
            system.get(Alerts.class).acknowledge(alert);
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(acts.size());
        try {
            for (Future<Void> each : threads.invokeAll(acts)) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        AlertView now = system.get(Alerts.class).get(alert);
        assertThat(now).returns(people, AlertView::comments).returns("admin", AlertView::acknowledgedBy);
        assertThat(now.energyKwh()).isEqualByComparingTo("4");
        List<AlertEntry> history = history();
        assertThat(history.stream().map(AlertEntry::text).filter(text -> text != null))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, people)
                        .mapToObj(person -> "person " + person)
                        .toList());
        // Each giving names the one before, in the order in which they were stored.
        List<String> given = history.stream()
                .filter(entry -> entry.act() == Act.ASSIGNED)
                .map(AlertEntry::about)
                .toList();
        assertThat(given).isNotEmpty().endsWith(now.assignedTo());
        assertThat(Set.copyOf(given)).isSubsetOf("olga", "oscar");
    }

    @Test
    void acknowledgingAndTakingBackStandInTheHistory() {
        system.asUser("alice");
        system.get(Alerts.class).acknowledge(alert);
        system.get(Alerts.class).acknowledge(alert);
        system.get(Alerts.class).takeBack(List.of(alert));
        assertThat(history())
                .extracting(AlertEntry::act, AlertEntry::by)
                .containsExactly(
                        tuple(Act.RAISED, null), tuple(Act.ACKNOWLEDGED, "alice"), tuple(Act.TAKEN_BACK, "alice"));
    }

    @Test
    void whatADeletedUserSaidStaysAndIsNotTakenForANamesakes() {
        system.asOperator("oscar");
        handling().comment(alert, "I see to it");
        system.asAdministrator();
        handling().assign(alert, "oscar");
        system.container().inTransaction(() -> {
            system.get(FormerOwnersAlerts.class).letGo(new AccountDeleted("oscar"));
            return null;
        });
        system.asOperator("oscar");
        handling().comment(alert, "I am another");

        assertThat(alerts(true)).isEmpty();
        assertThat(history())
                .extracting(AlertEntry::act, AlertEntry::by, AlertEntry::byGone, AlertEntry::about)
                .containsExactly(
                        tuple(Act.RAISED, null, false, null),
                        tuple(Act.COMMENTED, "oscar", true, null),
                        tuple(Act.ASSIGNED, "admin", false, "oscar"),
                        tuple(Act.ASSIGNEE_GONE, null, false, "oscar"),
                        tuple(Act.COMMENTED, "oscar", false, null));
    }

    @Test
    void whatADeletedUserAcknowledgedIsNoNamesakesToTakeBack() {
        system.asAdministrator();
        Alerts alerts = system.get(Alerts.class);
        alerts.acknowledge(alert);
        system.container().inTransaction(() -> {
            system.get(FormerOwnersAlerts.class).letGo(new AccountDeleted("admin"));
            return null;
        });

        assertThat(alerts.takeBack(List.of(alert))).isEmpty();
        assertThat(alerts.get(alert)).returns("admin", AlertView::acknowledgedBy);

        // Raised anew, it is the namesake's to acknowledge, and to take back.
        system.clock().advance(Duration.ofMinutes(1));
        system.receive(measurement("m", HOUR, "0.5"));
        system.receive(measurement("m", HOUR, "4"));
        alerts.acknowledge(alert);
        assertThat(alerts.takeBack(List.of(alert))).containsExactly(alert);
    }

    @Test
    void anAlertThatIsRaisedAnewForANewOwnerTakesNothingOfTheFormerOneAlong() {
        system.asUser("alice");
        handling().comment(alert, "my key is under the mat");
        system.asAdministrator();
        handling().assign(alert, "alice");
        system.clock().advance(Duration.ofMinutes(1));
        system.receive(measurement("m", HOUR, "0.5"));
        // The house learns late that the device was bob's in that hour already.
        system.container().inTransaction(() -> {
            system.container()
                    .entityManager()
                    .createNativeQuery("UPDATE meter_owner SET owner = 'bob'")
                    .executeUpdate();
            return null;
        });
        system.clock().advance(Duration.ofMinutes(1));
        system.receive(measurement("m", HOUR, "4"));

        system.asUser("bob");
        assertThat(history()).extracting(AlertEntry::act).containsExactly(Act.RAISED);
        assertThat(alerts(false))
                .singleElement()
                .returns("bob", AlertView::owner)
                .returns(null, AlertView::assignedTo)
                .returns(0, AlertView::comments);
        system.asAdministrator();
        assertThat(history())
                .extracting(AlertEntry::act)
                .containsExactly(Act.RAISED, Act.COMMENTED, Act.ASSIGNED, Act.CLEARED, Act.RAISED);
    }
}
