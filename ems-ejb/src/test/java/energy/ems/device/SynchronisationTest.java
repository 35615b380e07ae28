package energy.ems.device;

import static energy.ems.device.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.Role;
import energy.ems.boundary.NotFoundException;
import energy.ems.container.ManagementSystem;
import energy.ems.container.TestBroker;
import energy.ems.device.ReconciliationReport.Drift;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceEventJson;
import energy.ems.deviceevents.ManagementView;
import energy.ems.deviceevents.MonitoringView;
import energy.ems.messaging.BrokerQueues;
import energy.ems.messaging.Destinations;
import energy.ems.messaging.RelayNode;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.intake.DeviceEventIntake;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.rabbitmq.BrokerConnection;
import energy.ems.rabbitmq.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Device management, outbox, broker and monitoring together: both sides end up the same, whatever happens between. */
@Timeout(300)
class SynchronisationTest {

    private static final Instant READ_AT = Instant.parse("2026-12-01T00:00:00Z");

    private ManagementSystem system;
    private Devices devices;
    private DeviceEventIntake monitoring;
    private Reconciliation reconciliation;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        system.container().bind(ManagementView.class, ManagedDevices.class);
        system.container().bind(MonitoringView.class, DeviceEventIntake.class);
        devices = system.get(Devices.class);
        monitoring = system.get(DeviceEventIntake.class);
        reconciliation = system.get(Reconciliation.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void changesMadeWhileTheBrokerIsAwaySurviveAKillAndArriveOnce() throws Exception {
        try (TestBroker broker = new TestBroker()) {
            String queue = Destinations.MONITORING_DEVICE_EVENTS;
            BrokerQueues.bind(broker.uri(), queue, Destinations.TOPIC_EXCHANGE, Destinations.DEVICE_EVENTS);
            broker.stop();
            RelayNode killed = new RelayNode(system, broker);
            changeFiveHundredTimes(new Random(4));
            assertThat(killed.tryToSend()).isFalse();
            assertThat(system.count("outbox")).isEqualTo(500);
            killed.kill();

            broker.start();
            RelayNode restarted = new RelayNode(system, broker);
            assertThat(restarted.tryToSend()).isTrue();
            assertThat(system.count("outbox")).isZero();
            List<RawMessage> received = received(broker, queue);
            assertThat(received).hasSize(500);
            // Delivered twice and shuffled, as after a crash of the consumer.
            List<DeviceEvent> events = new ArrayList<>(read(received));
            events.addAll(read(received));
            Collections.shuffle(events, new Random(5));
            deliver(events);
        }

        assertBothSidesAreTheSame();
        assertThat(((Number) system.select("SELECT COUNT(*) FROM meter").get(0)).longValue())
                .isEqualTo(reconciliation.compare().management().devices()
                        + reconciliation.compare().management().deleted());
    }

    @Test
    void deletingAndCreatingAgainEndsRightInEveryOrderOfDelivery() {
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
        for (int order = 0; order < orders.size(); order++) {
            String id = "again-" + order;
            devices.create(draft(id, "First", null, "1"));
            devices.delete(id, 1);
            devices.create(draft(id, "Second", null, "2"));
            devices.update(id, draft(id, "Third", null, "3"), 3);
            List<DeviceEvent> events = waiting(id);
            for (int next : orders.get(order)) {
                deliver(List.of(events.get(next)));
            }
        }

        assertBothSidesAreTheSame();
    }

    @Test
    void aDeviceIsThereForItsOwnerBeforeMonitoringHasHeardOfIt() {
        system.withAccount("alice", Role.USER).withAccount("bob", Role.USER);
        devices.create(draft("heater", "Heater", "alice", "2.5"));

        assertThat(today("heater", "alice").buckets()).hasSize(24).allSatisfy(hour -> {
            assertThat(hour.energyKwh()).isNull();
            assertThat(hour.quality()).isEqualTo(Quality.MISSING);
            assertThat(hour.limitKwh()).isEqualByComparingTo("2.5");
        });
        assertThat(today("heater", "alice").meter().name()).isEqualTo("Heater");
        assertThatThrownBy(() -> today("heater", "bob")).isInstanceOf(NotFoundException.class);

        deliver(waitingAll());
        system.asAdministrator();
        devices.update("heater", draft("heater", "Heater", "bob", "2.5"), 1);

        assertThat(today("heater", "bob").buckets()).hasSize(24).allMatch(hour -> hour.energyKwh() == null);
        deliver(waitingAll());
        assertThat(today("heater", "bob").buckets()).hasSize(24);
        assertThatThrownBy(() -> today("heater", "alice")).isInstanceOf(NotFoundException.class);
    }

    private ConsumptionReport today(String device, String user) {
        system.asUser(user);
        Instant today = system.clock().instant().truncatedTo(ChronoUnit.DAYS);
        return system.get(Consumption.class)
                .report(device, today, today.plus(1, ChronoUnit.DAYS), ZoneOffset.UTC, Resolution.HOUR);
    }

    @Test
    void aDeviceThatWasDeletedLastStaysDeletedInEveryOrder() {
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
        for (int order = 0; order < orders.size(); order++) {
            String id = "gone-" + order;
            devices.create(draft(id, "First", null, "1"));
            devices.delete(id, 1);
            devices.create(draft(id, "Second", null, "2"));
            devices.delete(id, 3);
            List<DeviceEvent> events = waiting(id);
            for (int next : orders.get(order)) {
                deliver(List.of(events.get(next)));
            }
        }

        assertBothSidesAreTheSame();
        assertThat(reconciliation.compare().monitoring().deleted()).isEqualTo(24);
    }

    @Test
    void findsEveryKindOfDriftAndRepairsOurs() {
        devices.create(draft("a-same", "Same", null, null));
        devices.create(draft("b-outdated", "Old", null, null));
        devices.create(draft("d-different", "Different", null, "1"));
        devices.create(draft("e-ahead", "Ahead", null, null));
        deliver(waitingAll());
        empty();
        devices.update("b-outdated", draft("b-outdated", "New", null, null), 1);
        devices.create(draft("c-missing", "Missing", null, null));
        devices.create(draft("c-deleted", "Missing", null, null));
        devices.delete("c-deleted", 1);
        empty();
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("UPDATE meter SET checksum = 'tampered' WHERE device_id = 'd-different'")
                        .executeUpdate());
        deliver(List.of(foreign("e-ahead", 9), foreign("f-foreign", 1)));

        ReconciliationReport report = reconciliation.compare();
        assertThat(report.drifts())
                .extracting(Drift::deviceId, Drift::kind)
                .containsExactly(
                        tuple("b-outdated", Drift.Kind.OUTDATED),
                        tuple("c-deleted", Drift.Kind.MISSING),
                        tuple("c-missing", Drift.Kind.MISSING),
                        tuple("d-different", Drift.Kind.DIFFERENT),
                        tuple("e-ahead", Drift.Kind.AHEAD),
                        tuple("f-foreign", Drift.Kind.FOREIGN));
        assertThat(report.management().checksum())
                .isNotEqualTo(report.monitoring().checksum());

        assertThat(reconciliation.resendDrifted()).isEqualTo(5);
        deliver(waitingAll());

        assertThat(reconciliation.compare().drifts()).extracting(Drift::kind).containsExactly(Drift.Kind.FOREIGN);
        assertThat(devices.get("e-ahead").version()).isEqualTo(10);
        assertThat(reconciliation.latest()).get().returns(1L, ReconciliationReport::driftCount);
    }

    private void changeFiveHundredTimes(Random random) {
        List<DeviceView> living = new ArrayList<>();
        List<String> buried = new ArrayList<>();
        for (int change = 0; change < 500; change++) {
            int dice = random.nextInt(10);
            if (living.isEmpty() || dice < 4) {
                boolean again = dice == 0 && !buried.isEmpty();
                String id = again ? buried.remove(random.nextInt(buried.size())) : "device-" + change;
                living.add(devices.create(draft(id, "Device <" + change + ">", null, "2.5")));
            } else if (dice < 8) {
                DeviceView view = living.remove(random.nextInt(living.size()));
                living.add(devices.update(
                        view.id(), draft(view.id(), "Renamed " + change, null, "" + (change + 1)), view.version()));
            } else {
                DeviceView view = living.remove(random.nextInt(living.size()));
                devices.delete(view.id(), view.version());
                buried.add(view.id());
            }
        }
    }

    private void assertBothSidesAreTheSame() {
        ReconciliationReport report = reconciliation.compare();
        assertThat(report.drifts()).isEmpty();
        assertThat(report.management()).isEqualTo(report.monitoring());
        assertThat(report.management().devices() + report.management().deleted())
                .isPositive();
    }

    private void deliver(List<DeviceEvent> events) {
        for (int start = 0; start < events.size(); start += 100) {
            monitoring.apply(events.subList(start, Math.min(events.size(), start + 100)));
        }
    }

    private static DeviceEvent foreign(String id, long version) {
        String json = "{\"type\":\"DEVICE_UPDATED\",\"version\":" + version + ",\"device\":{\"id\":\"" + id + "\"}}";
        return DeviceEventJson.read(json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private List<DeviceEvent> waiting(String id) {
        return waitingAll().stream()
                .filter(event -> event.device().id().equals(id))
                .toList();
    }

    private List<DeviceEvent> waitingAll() {
        return system.select("SELECT body FROM outbox ORDER BY id").stream()
                .map(body -> DeviceEventJson.read((byte[]) body, READ_AT))
                .toList();
    }

    private void empty() {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("DELETE FROM outbox")
                        .executeUpdate());
    }

    private static List<RawMessage> received(TestBroker broker, String queue) throws Exception {
        List<RawMessage> received = new ArrayList<>();
        try (BrokerConnection connection = broker.connect()) {
            connection.take(queue, 10_000, message -> true, received::add);
        }
        return received;
    }

    private static List<DeviceEvent> read(List<RawMessage> messages) {
        return messages.stream()
                .map(message -> DeviceEventJson.read(message.body(), READ_AT))
                .toList();
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> others = new ArrayList<>(items);
            others.remove(first);
            for (List<Integer> tail : permutations(others)) {
                List<Integer> order = new ArrayList<>();
                order.add(first);
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
