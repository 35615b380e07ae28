package energy.ems.alerting;

import static energy.ems.container.MonitoringSystem.measurement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.boundary.AccountDeleted;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.MonitoringSystem;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsDates;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.Bucket;
import energy.ems.metering.Consumption;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.profile.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AlertingTest {

    /** Of now and not of history, which {@link HistoryWatchTest} is about. */
    private static final Instant HOUR = Instant.parse("2026-11-22T20:00:00Z");

    private MonitoringSystem system;
    private Instant serverStart;

    @BeforeEach
    void start() {
        system = Watches.monitoring();
        serverStart = system.clock().instant();
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    private static Instant minute(int minutes) {
        return HOUR.plus(Duration.ofMinutes(minutes));
    }

    private List<AlertView> alerts(String deviceId) {
        return system.get(Alerts.class)
                .find(new AlertQuery(deviceId, null, null, false, false, null, null, PageRequest.first(100)))
                .items();
    }

    private List<AlertMessage> told(String username, boolean seesAll, long after) {
        return system.get(AlertFeed.class).after(username, seesAll, after);
    }

    @Test
    void isRaisedOnlyWhenMoreThanTheLimitIsUsedAndOnlyOnce() {
        system.device("m", 1, "alice", "2.5", "INTERVAL");
        system.receive(measurement("m", minute(0), "2.5"));
        assertThat(alerts("m")).isEmpty();

        system.receive(measurement("m", minute(10), "0.000000000001"));
        system.receive(measurement("m", minute(20), "1"));

        assertThat(alerts("m"))
                .singleElement()
                .returns(AlertKind.LIMIT_EXCEEDED, AlertView::kind)
                .returns(AlertState.RAISED, AlertView::state)
                .returns("alice", AlertView::owner)
                .returns(new BigDecimal("3.500000000001"), AlertView::energyKwh);
        assertThat(told("alice", false, 0)).hasSize(1);
        assertThat(told("bob", false, 0)).isEmpty();
        assertThat(told("admin", true, 0)).hasSize(1);
        assertThat(told("admin", true, 1)).isEmpty();
    }

    @Test
    void lateAndCorrectedReadingsReviseClearAndRaiseAgainWithAReason() {
        system.device("m", 1, "alice", "5", "INTERVAL");
        for (int i = 0; i < 60; i += 10) {
            system.receive(measurement("m", minute(i), "1"));
        }
        system.receive(measurement("m", minute(5), "1"));
        system.receive(measurement("m", minute(0), "0"), measurement("m", minute(5), "0"));
        system.get(OperatorDesk.class).enterReading("m", minute(0), new BigDecimal("9"), null, "display");

        assertThat(told("alice", false, 0))
                .extracting(AlertMessage::sequence, AlertMessage::state, AlertMessage::reason)
                .containsExactly(
                        tuple(1L, AlertState.RAISED, AlertReason.LIMIT_PASSED),
                        tuple(2L, AlertState.REVISED, AlertReason.LATE_READING),
                        tuple(3L, AlertState.CLEARED, AlertReason.CORRECTED_READING),
                        tuple(4L, AlertState.RAISED, AlertReason.CORRECTED_READING));
        assertThat(alerts("m")).hasSize(1);
    }

    @Test
    void noLimitWatchesWhatIsProducedAndOfANetWhatIsUsed() {
        flows(1, "CONSUMPTION", null);
        system.receive(measurement("m", minute(0), "3"));
        flows(2, "PRODUCTION", SettingsDates.ALWAYS);
        system.receive(measurement("m", minute(60), "4"));
        assertThat(alerts("m")).extracting(AlertView::state).containsExactly(AlertState.CLEARED);

        flows(3, "NET", minute(60));
        system.receive(measurement("m", minute(120), "-9"), measurement("m", minute(180), "5"));

        assertThat(told("alice", false, 0))
                .extracting(AlertMessage::hourStart, AlertMessage::state, AlertMessage::reason)
                .containsExactly(
                        tuple(HOUR, AlertState.RAISED, AlertReason.LIMIT_PASSED),
                        tuple(HOUR, AlertState.CLEARED, AlertReason.RECOMPUTED),
                        tuple(minute(60), AlertState.RAISED, AlertReason.RECOMPUTED),
                        tuple(minute(180), AlertState.RAISED, AlertReason.LIMIT_PASSED));
        assertThat(system.get(Consumption.class)
                        .report("m", HOUR, minute(120), ZoneOffset.UTC, Resolution.HOUR)
                        .buckets())
                .extracting(Bucket::limitKwh, Bucket::isOverLimit)
                .containsExactly(tuple(null, false), tuple(new BigDecimal("2.500000"), true));
    }

    private void flows(long version, String direction, Instant from) {
        SettingsState settings = new SettingsState(null, null, null, null, null, null, null, null, direction);
        system.apply(new DeviceEvent(
                "e" + version,
                version == 1 ? DeviceEvent.Type.DEVICE_CREATED : DeviceEvent.Type.DEVICE_UPDATED,
                version,
                system.clock().instant(),
                new DeviceState("m", null, null, null, "alice", new BigDecimal("2.5"), settings, from, null)));
    }

    @Test
    void theLimitThatCountsIsTheOneInForceInThatHour() {
        system.device("m", 1, "alice", "2", "INTERVAL");
        system.receive(measurement("m", minute(0), "3"));
        system.device("m", 2, "alice", "10", "INTERVAL");
        Instant running = system.clock().instant();
        system.receive(measurement("m", minute(60), "3"), measurement("m", running, "3"));

        assertThat(alerts("m"))
                .extracting(AlertView::hourStart, AlertView::state)
                .containsExactlyInAnyOrder(
                        tuple(HOUR, AlertState.RAISED), tuple(HOUR.plusSeconds(3600), AlertState.RAISED));
    }

    @Test
    void anotherLimitClearsTheAlertOfTheRunningHour() {
        system.device("m", 1, "alice", "2", "INTERVAL");
        system.receive(measurement("m", system.clock().instant(), "3"));
        system.device("m", 2, "alice", "4", "INTERVAL");

        assertThat(told("alice", false, 0))
                .filteredOn(alert -> alert.kind() == AlertKind.LIMIT_EXCEEDED)
                .extracting(AlertMessage::state, AlertMessage::reason)
                .containsExactly(
                        tuple(AlertState.RAISED, AlertReason.LIMIT_PASSED),
                        tuple(AlertState.CLEARED, AlertReason.LIMIT_CHANGED));
    }

    @Test
    void warnsInTheRunningHourBeforeTheLimitIsReached() {
        Instant hour = Instant.parse("2026-11-23T09:00:00Z");
        system.device("share", 1, "alice", "10", "INTERVAL");
        system.device("pace", 1, "alice", "10", "INTERVAL");
        system.device("quiet", 1, "alice", "10", "INTERVAL");
        system.device("calm", 1, "alice", "10", "INTERVAL");
        system.get(Alerts.class).warnBeforeLimit("quiet", false);
        for (String meter : List.of("share", "quiet")) {
            system.receive(measurement(meter, hour, "8"));
        }
        system.receive(measurement("pace", hour, "2"), measurement("pace", hour.plusSeconds(600), "2"));
        system.receive(measurement("calm", hour, "1"), measurement("calm", hour.plusSeconds(600), "1"));

        assertThat(told("alice", false, 0))
                .extracting(AlertMessage::deviceId, AlertMessage::kind, AlertMessage::reason)
                .containsExactly(
                        tuple("share", AlertKind.LIMIT_APPROACHING, AlertReason.SHARE_PASSED),
                        tuple("pace", AlertKind.LIMIT_APPROACHING, AlertReason.PROJECTED));

        system.receive(measurement("share", hour.plusSeconds(600), "3"));
        assertThat(told("alice", false, 2))
                .extracting(AlertMessage::kind, AlertMessage::state, AlertMessage::reason)
                .containsExactly(
                        tuple(AlertKind.LIMIT_EXCEEDED, AlertState.RAISED, AlertReason.LIMIT_PASSED),
                        tuple(AlertKind.LIMIT_APPROACHING, AlertState.CLEARED, AlertReason.LIMIT_PASSED));

        system.clock().advance(Duration.ofHours(1));
        round();
        assertThat(told("alice", false, 4))
                .extracting(AlertMessage::deviceId, AlertMessage::state, AlertMessage::reason)
                .contains(tuple("pace", AlertState.CLEARED, AlertReason.HOUR_OVER));
    }

    private void round() {
        system.clock().advance(Duration.ofMinutes(1));
        WatchRound round = system.get(WatchRound.class);
        round.run(serverStart, system.clock().instant());
        round.clearPassedHours(system.clock().instant());
    }

    private void speak(int meters) {
        for (int i = 0; i < meters; i++) {
            system.receive(measurement("s" + i, system.clock().instant(), "0.1"));
        }
    }

    private void devices(int meters) {
        for (int i = 0; i < meters; i++) {
            system.device("s" + i, 1, "alice", null, "INTERVAL");
        }
    }

    @Test
    void aSilentDeviceIsToldOfAndClearsItself() {
        devices(3);
        speak(3);
        system.clock().advance(Duration.ofMinutes(30));
        speak(2);
        round();
        assertThat(alerts("s2"))
                .as("three intervals and some minutes are allowed")
                .isEmpty();
        system.clock().advance(Duration.ofMinutes(5));
        round();
        round();

        assertThat(alerts("s2"))
                .singleElement()
                .returns(AlertKind.DEVICE_SILENT, AlertView::kind)
                .returns(AlertState.RAISED, AlertView::state);
        assertThat(alerts("s1")).isEmpty();

        system.receive(measurement("s2", system.clock().instant(), "0.1"));
        assertThat(alerts("s2"))
                .singleElement()
                .returns(AlertState.CLEARED, AlertView::state)
                .returns(AlertReason.READINGS_AGAIN, AlertView::reason);
    }

    @Test
    void nobodyWasSilentWhileNobodyListened() {
        devices(3);
        speak(3);
        system.clock().advance(Duration.ofHours(8));
        serverStart = system.clock().instant();
        round();
        system.clock().advance(Duration.ofMinutes(20));
        round();

        assertThat(system.count("alert")).isZero();
    }

    @Test
    void manySilentDevicesMakeOneAlertAndThoseThatStaySilentOneEach() {
        devices(20);
        speak(20);
        system.clock().advance(Duration.ofMinutes(40));
        speak(8);
        round();

        assertThat(alerts(null))
                .singleElement()
                .returns(AlertKind.FLEET_SILENT, AlertView::kind)
                .returns(null, AlertView::deviceId)
                .returns("12", AlertView::deviceName);
        assertThat(told("alice", false, 0)).as("no user owns the fleet").isEmpty();

        speak(18);
        round();
        assertThat(alerts(null))
                .extracting(AlertView::kind, AlertView::state, AlertView::deviceId)
                .containsExactlyInAnyOrder(
                        tuple(AlertKind.FLEET_SILENT, AlertState.CLEARED, null),
                        tuple(AlertKind.DEVICE_SILENT, AlertState.RAISED, "s18"),
                        tuple(AlertKind.DEVICE_SILENT, AlertState.RAISED, "s19"));
    }

    @Test
    void whoFallsSilentLaterThanManyIsToldOf() {
        devices(25);
        speak(25);
        for (int i = 0; i < 4; i++) {
            system.clock().advance(Duration.ofMinutes(10));
            speakWithoutFirst(5, 25);
        }
        round();
        assertThat(alerts(null)).extracting(AlertView::kind).containsExactly(AlertKind.FLEET_SILENT);

        for (int i = 0; i < 4; i++) {
            system.clock().advance(Duration.ofMinutes(10));
            speakWithoutFirst(6, 25);
        }
        round();

        assertThat(alerts("s5")).extracting(AlertView::kind).containsExactly(AlertKind.DEVICE_SILENT);
        assertThat(alerts(null)).hasSize(2);
    }

    @Test
    void metersThatLoseTheNetworkOverAWholeIntervalMakeOneAlert() {
        devices(30);
        for (int i = 0; i < 30; i++) {
            system.receive(measurement("s" + i, system.clock().instant(), "0.1"));
            system.clock().advance(Duration.ofSeconds(20));
        }
        system.clock().advance(Duration.ofMinutes(24));
        for (int i = 0; i < 20; i++) {
            round();
        }

        assertThat(alerts(null)).extracting(AlertView::kind).containsExactly(AlertKind.FLEET_SILENT);
    }

    private void speakWithoutFirst(int silent, int meters) {
        for (int i = silent; i < meters; i++) {
            system.receive(measurement("s" + i, system.clock().instant(), "0.1"));
        }
    }

    @Test
    void thePresentOwnerIsToldOfASilentDevice() {
        system.device("m", 1, "alice", null, "INTERVAL");
        system.receive(measurement("m", system.clock().instant(), "0.1"));
        system.clock().advance(Duration.ofMinutes(65));
        system.device("m", 2, "bob", null, "INTERVAL");
        round();

        assertThat(alerts("m"))
                .singleElement()
                .returns(AlertKind.DEVICE_SILENT, AlertView::kind)
                .returns("bob", AlertView::owner);
        assertThat(told("alice", false, 0)).isEmpty();
    }

    @Test
    void aLaterNamesakeSeesNothingOfADeletedAccount() {
        system.device("m", 1, "alice", "1", "INTERVAL");
        system.receive(measurement("m", minute(0), "2"));
        system.container().inTransaction(() -> {
            system.get(FormerOwnersAlerts.class).letGo(new AccountDeleted("alice"));
            return null;
        });
        system.receive(measurement("m", minute(60), "2"));

        assertThat(told("alice", false, 0)).isEmpty();
        system.asUser("alice");
        assertThat(alerts("m")).isEmpty();
        system.asAdministrator();
        assertThat(alerts("m")).hasSize(2);
    }

    @Test
    void theSharesOfAGapRaiseNoAlertAndLeaveNoRevisions() {
        system.device("gap", 1, "alice", "1", "CUMULATIVE");
        system.receive(measurement("gap", minute(-70), "100"), measurement("gap", minute(-60), "100.1"));
        system.receive(measurement("gap", minute(600), "150"), measurement("gap", minute(610), "150.1"));
        for (int hour = 1; hour < 9; hour++) {
            system.receive(measurement("gap", minute(60 * hour), String.valueOf(101 + hour)));
        }

        assertThat(alerts("gap")).isEmpty();
        assertThat(system.count("hour_revision r JOIN meter m ON m.id = r.meter_id WHERE m.device_id = 'gap'"))
                .isZero();
    }

    @Test
    void oneRoundIsEnoughForAllNodes() {
        Instant now = system.clock().instant();

        assertThat(system.get(WatchRound.class).run(serverStart, now)).isTrue();
        assertThat(system.get(WatchRound.class).run(serverStart, now)).isFalse();
    }

    @Test
    void isAcknowledgedByItsOwnerOnceAndNotFoundByOthers() {
        system.device("m", 1, "alice", "1", "INTERVAL");
        system.receive(measurement("m", minute(0), "2"));
        long id = alerts("m").get(0).id();
        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> system.get(Alerts.class).acknowledge(id));
        assertThat(system.get(Alerts.class).openCount()).isZero();
        system.asUser("alice");
        assertThat(system.get(Alerts.class).openCount()).isEqualTo(1);

        assertThat(system.get(Alerts.class).acknowledge(id))
                .returns("alice", AlertView::acknowledgedBy)
                .returns(system.clock().instant(), AlertView::acknowledgedAt);
        system.asAdministrator();
        assertThat(system.get(Alerts.class).acknowledge(id)).returns("alice", AlertView::acknowledgedBy);
        assertThat(system.get(Alerts.class).openCount()).isZero();
    }

    @Test
    void manyAreAcknowledgedAtOnceAndTakenBackByWhoDidSo() {
        system.device("m", 1, "alice", "1", "INTERVAL");
        system.device("n", 1, "alice", "1", "INTERVAL");
        system.receive(measurement("m", minute(0), "2"), measurement("n", minute(0), "2"));
        long first = alerts("m").get(0).id();
        long second = alerts("n").get(0).id();
        Alerts boundary = system.get(Alerts.class);
        system.asUser("alice");
        assertThat(boundary.acknowledge(first)).returns("alice", AlertView::acknowledgedBy);

        system.asAdministrator();
        AlertQuery all = new AlertQuery(null, null, null, false, false, null, null, PageRequest.first(100));
        assertThat(boundary.unacknowledged(all).items()).containsExactly(second);
        assertThat(boundary.acknowledge(List.of(second, first))).containsExactly(second);
        assertThat(boundary.openCount()).isZero();

        assertThat(boundary.takeBack(List.of(first, second))).containsExactly(second);
        assertThat(boundary.get(first)).returns("alice", AlertView::acknowledgedBy);
        assertThat(boundary.get(second))
                .returns(null, AlertView::acknowledgedBy)
                .returns(null, AlertView::acknowledgedAt);
        assertThat(boundary.openCount()).isEqualTo(1);
        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> boundary.takeBack(List.of(second)));
    }

    @Test
    void whatStandsOfADeletedDeviceIsCleared() {
        system.device("m", 1, "alice", "1", "INTERVAL");
        system.receive(measurement("m", minute(0), "2"));
        system.apply(new DeviceEvent(
                "e", DeviceEvent.Type.DEVICE_DELETED, 2, system.clock().instant(), DeviceState.named("m")));

        assertThat(alerts("m"))
                .singleElement()
                .returns(AlertState.CLEARED, AlertView::state)
                .returns(AlertReason.DEVICE_DELETED, AlertView::reason)
                .returns(new BigDecimal("2"), AlertView::energyKwh);
        assertThat(told("alice", false, 1)).extracting(AlertMessage::state).containsExactly(AlertState.CLEARED);
        assertThat(system.get(Alerts.class).openCount()).isZero();
    }

    @Test
    void anAcknowledgedAlertThatIsRaisedAnewIsOpenAgain() {
        system.device("m", 1, "alice", "1", "INTERVAL");
        system.receive(measurement("m", minute(0), "2"));
        system.get(Alerts.class).acknowledge(alerts("m").get(0).id());
        system.receive(measurement("m", minute(0), "0.5"));
        system.receive(measurement("m", minute(0), "3"));

        assertThat(alerts("m"))
                .singleElement()
                .returns(AlertState.RAISED, AlertView::state)
                .returns(null, AlertView::acknowledgedAt)
                .returns(null, AlertView::acknowledgedBy);
        assertThat(system.get(Alerts.class).openCount()).isEqualTo(1);
    }

    @Test
    void travelsBetweenNodesWithItsOwnerAndReachesBrowsersWithout() {
        AlertMessage alert = new AlertMessage(
                7,
                AlertKind.LIMIT_EXCEEDED,
                AlertState.RAISED,
                "m",
                "\"<Pump>\" \uD83D\uDE00",
                "alice",
                HOUR,
                HOUR.plusSeconds(7200),
                3,
                new BigDecimal("2.75"),
                new BigDecimal("2.5"),
                true,
                HOUR.plusSeconds(1),
                12,
                AlertReason.LIMIT_PASSED,
                HOUR.plusSeconds(3));

        assertThat(AlertJson.writeWithOwner(alert)).contains("\"owner\":\"alice\"", "\"sequence\":12");
        assertThat(AlertJson.write(alert))
                .contains("\"energy_kwh\":2.75", "\"hours\":3,", "\"last_hour_start\":\"2026-11-22T22:00:00Z\"")
                .contains("\"history\":true", "\"snoozed_until\":\"2026-11-22T20:00:03Z\"")
                .doesNotContain("alice");
    }
}
