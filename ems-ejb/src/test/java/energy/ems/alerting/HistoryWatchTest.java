package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestDatabase;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The past is stored and listed, and told once, in sum. */
@Timeout(120)
class HistoryWatchTest {

    /** Three weeks before the clock of the tests. */
    private static final Instant FIRST = Instant.parse("2026-11-02T10:00:00Z");

    private static final int HOURS = 62;
    private static final Instant LAST = hour(HOURS - 1);

    private DataSource database;
    private MonitoringSystem system;

    @BeforeEach
    void start() {
        database = TestDatabase.running().newDatabase();
        system = new MonitoringSystem(database, Watches::wire);
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    /** One of the hours over the limit, several a day. */
    private static Instant hour(int number) {
        return FIRST.plus(Duration.ofHours(7L * number));
    }

    private void history(String device, int from, int until) {
        system.receive(IntStream.range(from, until)
                .mapToObj(number -> measurement(device, hour(number), "3"))
                .toArray(String[]::new));
    }

    private void device(long version, String owner) {
        system.device("m", version, owner, "2", "INTERVAL");
    }

    private void round() {
        system.get(WatchRound.class).sumUpHistory(system.clock().instant());
    }

    private void pass(Duration time) {
        system.clock().advance(time);
        round();
    }

    private void passQuietly() {
        pass(Duration.ofSeconds(30));
    }

    private List<AlertView> listed(AlertKind kind) {
        return listed(kind, false);
    }

    private List<AlertView> listed(AlertKind kind, boolean openOnly) {
        return system.get(Alerts.class)
                .find(new AlertQuery(null, kind, null, openOnly, false, null, null, PageRequest.first(100)))
                .items();
    }

    private List<AlertMessage> told(String username) {
        return system.get(AlertFeed.class).after(username, username.equals("admin"), 0);
    }

    private long messages() {
        return system.count("outbox WHERE routing_key = 'ems.alerts'");
    }

    private long openCount() {
        return system.get(Alerts.class).openCount();
    }

    private void value(int number, String kwh) {
        system.receive(measurement("m", hour(number), kwh));
    }

    @Test
    void threeWeeksThatAreSentAtOnceAreListedAndToldInOneSum() {
        device(1, "alice");
        history("m", 0, HOURS);
        round();

        assertThat(listed(AlertKind.LIMIT_EXCEEDED)).hasSize(HOURS).allMatch(AlertView::history);
        assertThat(openCount()).isZero();
        assertThat(told("admin")).isEmpty();
        assertThat(messages()).isZero();
        assertThat(listed(AlertKind.PAST_LIMIT_EXCEEDED))
                .as("there may be more to come")
                .isEmpty();

        passQuietly();
        for (String who : List.of("alice", "admin")) {
            assertThat(told(who))
                    .singleElement()
                    .returns(AlertKind.PAST_LIMIT_EXCEEDED, AlertMessage::kind)
                    .returns(AlertState.RAISED, AlertMessage::state)
                    .returns("Device m", AlertMessage::deviceName)
                    .returns(HOURS, AlertMessage::hours)
                    .returns(FIRST, AlertMessage::hourStart)
                    .returns(LAST, AlertMessage::lastHourStart)
                    .returns(true, AlertMessage::history)
                    .returns(HOURS + 1L, AlertMessage::sequence);
        }
        assertThat(told("bob")).isEmpty();
        assertThat(messages()).isEqualTo(1);
        assertThat(openCount()).isZero();
    }

    @Test
    void theSumWaitsToBeAcknowledgedForAllItsHours() {
        device(1, "alice");
        history("m", 0, HOURS);
        passQuietly();
        system.asUser("alice");

        assertThat(listed(null)).hasSize(HOURS + 1);
        assertThat(listed(null, true)).extracting(AlertView::kind).containsExactly(AlertKind.PAST_LIMIT_EXCEEDED);
        system.get(Alerts.class).acknowledge(listed(null, true).get(0).id());
        assertThat(listed(null, true)).isEmpty();

        AlertView anHour = listed(AlertKind.LIMIT_EXCEEDED).get(0);
        assertThat(system.get(Alerts.class).acknowledge(anHour.id())).returns("alice", AlertView::acknowledgedBy);
    }

    @Test
    void anHourOfTheLastDayIsNow() {
        device(1, "alice");
        Instant now = system.clock().instant();
        Instant hour = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(Duration.between(hour.plusSeconds(3600), now)).isLessThan(Duration.ofDays(1));
        system.receive(measurement("m", hour, "3"), measurement("m", hour.minusSeconds(7200), "3"));
        passQuietly();

        assertThat(listed(AlertKind.LIMIT_EXCEEDED))
                .extracting(AlertView::hourStart, AlertView::history)
                .containsExactlyInAnyOrder(tuple(hour, false), tuple(hour.minusSeconds(7200), true));
        assertThat(openCount()).isEqualTo(1);
        assertThat(told("alice"))
                .extracting(AlertMessage::kind, AlertMessage::hourStart, AlertMessage::history)
                .containsExactly(
                        tuple(AlertKind.LIMIT_EXCEEDED, hour, false),
                        tuple(AlertKind.PAST_LIMIT_EXCEEDED, hour.minusSeconds(7200), true));
    }

    @Test
    void itIsToldOnceHoweverManyRoundsAndNodesThereAre() {
        device(1, "alice");
        history("m", 0, HOURS);
        system.clock().advance(Duration.ofSeconds(30));
        Instant now = system.clock().instant();
        WatchRound node = system.get(WatchRound.class);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> node.sumUpHistory(now));
        node.sumUpHistory(now);
        other.join();
        passQuietly();

        assertThat(told("admin")).hasSize(1);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void whatWaitsSurvivesARestart() {
        device(1, "alice");
        history("m", 0, HOURS);
        system.close();
        system = new MonitoringSystem(database, Watches::wire);
        passQuietly();

        assertThat(told("alice")).extracting(AlertMessage::hours).containsExactly(HOURS);
    }

    @Test
    void aMeterThatGoesOnAndOnIsToldOfAfterTenMinutes() {
        device(1, "alice");
        for (int number = 0; number < 40; number++) {
            value(number, "3");
            pass(Duration.ofSeconds(20));
        }
        passQuietly();

        assertThat(told("alice"))
                .extracting(AlertMessage::hourStart, AlertMessage::lastHourStart, AlertMessage::hours)
                .containsExactly(tuple(hour(0), hour(29), 30), tuple(hour(30), hour(39), 10));
    }

    @Test
    void eachMeterHasASumOfItsOwn() {
        device(1, "alice");
        system.device("n", 1, "alice", "2", "INTERVAL");
        history("m", 0, 3);
        history("n", 1, 2);
        passQuietly();

        assertThat(told("alice"))
                .extracting(AlertMessage::deviceId, AlertMessage::hours, AlertMessage::hourStart)
                .containsExactlyInAnyOrder(tuple("m", 3, hour(0)), tuple("n", 1, hour(1)));
    }

    @Test
    void aNewOwnerHearsNothingOfTheFormerOnesPast() {
        device(1, "alice");
        system.clock().advance(Duration.ofDays(2));
        device(2, "bob");
        Instant bobs = system.clock().instant();
        system.clock().advance(Duration.ofDays(3));
        history("m", 0, 5);
        system.receive(
                measurement("m", bobs.plus(Duration.ofHours(3)), "3"),
                measurement("m", bobs.plus(Duration.ofHours(5)), "3"));
        passQuietly();

        assertThat(told("alice"))
                .extracting(AlertMessage::hours, AlertMessage::lastHourStart)
                .containsExactly(tuple(5, hour(4)));
        assertThat(told("bob"))
                .extracting(AlertMessage::hours, AlertMessage::hourStart)
                .containsExactly(tuple(2, Instant.parse("2026-11-25T12:00:00Z")));
        assertThat(told("admin")).hasSize(2);
    }

    @Test
    void ofADeletedAccountOnlyAdministratorsHear() {
        device(1, "alice");
        history("m", 0, 2);
        system.container().inTransaction(() -> {
            system.get(FormerOwnersAlerts.class).letGo(new AccountDeleted("alice"));
            return null;
        });
        passQuietly();

        assertThat(told("alice")).isEmpty();
        assertThat(told("admin")).extracting(AlertMessage::owner).containsExactly((String) null);
    }

    @Test
    void whatIsClearedBeforeItIsToldIsNoPartOfTheSum() {
        device(1, "alice");
        history("m", 0, 3);
        value(0, "1");
        passQuietly();

        assertThat(told("alice"))
                .extracting(AlertMessage::hours, AlertMessage::hourStart)
                .containsExactly(tuple(2, hour(1)));
    }

    @Test
    void whatIsClearedAndRaisedAnewIsHistoryAgain() {
        device(1, "alice");
        history("m", 0, 3);
        passQuietly();
        value(1, "1");
        value(1, "4");
        passQuietly();

        assertThat(listed(AlertKind.LIMIT_EXCEEDED))
                .extracting(AlertView::state, AlertView::history)
                .containsOnly(tuple(AlertState.RAISED, true));
        assertThat(told("alice"))
                .extracting(AlertMessage::hours, AlertMessage::hourStart)
                .containsExactly(tuple(2, hour(0)), tuple(1, hour(1)));
    }

    @Test
    void whatWasNowAndIsRaisedAnewLaterIsHistory() {
        device(1, "alice");
        Instant hour = Instant.parse("2026-11-23T08:00:00Z");
        system.receive(measurement("m", hour, "3"));
        assertThat(openCount()).isEqualTo(1);
        system.clock().advance(Duration.ofDays(2));
        system.receive(measurement("m", hour, "1"));
        system.receive(measurement("m", hour, "4"));
        assertThat(openCount()).isZero();
        passQuietly();

        assertThat(told("alice")).extracting(AlertMessage::kind).containsExactly(AlertKind.PAST_LIMIT_EXCEEDED);
    }

    @Test
    void theFirstHourRaisedAnewRaisesItsSumAnew() {
        device(1, "alice");
        history("m", 0, 3);
        passQuietly();
        system.get(Alerts.class).acknowledge(listed(null, true).get(0).id());
        value(0, "1");
        value(0, "4");
        passQuietly();

        assertThat(listed(AlertKind.PAST_LIMIT_EXCEEDED))
                .singleElement()
                .returns(3, AlertView::hours)
                .returns(AlertState.RAISED, AlertView::state)
                .returns(null, AlertView::acknowledgedBy);
    }

    @Test
    void aSumCountsWhatStillStandsAndGoesWithTheLastOfItsHours() {
        device(1, "alice");
        history("m", 0, 3);
        passQuietly();
        long told = told("alice").get(0).sequence();

        value(2, "1");
        assertThat(listed(AlertKind.PAST_LIMIT_EXCEEDED))
                .singleElement()
                .returns(AlertState.RAISED, AlertView::state)
                .returns(2, AlertView::hours)
                .returns(hour(1), AlertView::lastHourStart);
        assertThat(system.get(AlertFeed.class).after("alice", false, told))
                .as("nobody is told of each correction")
                .isEmpty();

        value(0, "1");
        value(1, "1");
        assertThat(listed(AlertKind.PAST_LIMIT_EXCEEDED))
                .singleElement()
                .returns(AlertState.CLEARED, AlertView::state)
                .returns(AlertReason.CORRECTED_READING, AlertView::reason);
        assertThat(system.get(AlertFeed.class).after("alice", false, told))
                .extracting(AlertMessage::kind, AlertMessage::state)
                .containsExactly(tuple(AlertKind.PAST_LIMIT_EXCEEDED, AlertState.CLEARED));
        assertThat(listed(null, true)).isEmpty();
    }

    @Test
    void ofADeletedDeviceNothingIsLeftToTell() {
        device(1, "alice");
        history("m", 0, 2);
        passQuietly();
        history("m", 2, 4);
        system.apply(new DeviceEvent(
                "e", DeviceEvent.Type.DEVICE_DELETED, 2, system.clock().instant(), DeviceState.named("m")));
        passQuietly();

        assertThat(listed(null))
                .hasSize(5)
                .extracting(AlertView::state, AlertView::reason)
                .containsOnly(tuple(AlertState.CLEARED, AlertReason.DEVICE_DELETED));
        assertThat(listed(AlertKind.PAST_LIMIT_EXCEEDED)).singleElement().returns(2, AlertView::hours);
        assertThat(told("alice"))
                .extracting(AlertMessage::kind, AlertMessage::state)
                .containsExactly(
                        tuple(AlertKind.PAST_LIMIT_EXCEEDED, AlertState.RAISED),
                        tuple(AlertKind.PAST_LIMIT_EXCEEDED, AlertState.CLEARED));
    }
}
