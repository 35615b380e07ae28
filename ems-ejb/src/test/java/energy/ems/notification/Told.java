package energy.ems.notification;

import energy.ems.account.AccountDraft;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.SnoozeEnded;
import energy.ems.alerting.Watches;
import energy.ems.boundary.AccountDeleted;
import energy.ems.container.ManagementSystem;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestContainer;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.metering.intake.DeviceEventIntake;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Accounts, and nodes that watch meters and tell people, all on one database. */
final class Told implements AutoCloseable {

    /** In the hour of the tests' clock. */
    static final Instant NOW = Instant.parse("2026-11-23T09:10:00Z");

    private final ManagementSystem management = new ManagementSystem();
    private final List<MonitoringSystem> nodes = new ArrayList<>();
    private final Map<String, String> settings;

    Told(Map<String, String> settings) {
        this.settings = settings;
        management.withAccount("root", Role.ADMINISTRATOR);
        node();
    }

    /** Another node. */
    MonitoringSystem node() {
        MonitoringSystem node = new MonitoringSystem(management.database(), this::wire);
        nodes.add(node);
        return node;
    }

    private void wire(TestContainer container) {
        settings.forEach(container::setting);
        Watches.wire(container);
        FormerRecipients former = container.get(FormerRecipients.class);
        container.observing(AccountDeleted.class, former::letGo);
        management
                .container()
                .observing(
                        AccountDeleted.class,
                        event -> container.inTransaction(() -> {
                            former.letGo(event);
                            return null;
                        }));
        Dispatch dispatch = container.get(Dispatch.class);
        container.observingAfterSuccess(SnoozeEnded.class, dispatch::snoozeEnded);
        container.get(Notifications.class);
    }

    MonitoringSystem first() {
        return nodes.get(0);
    }

    Told withPerson(String username, Role role, String email, String language) {
        management.asAdministrator();
        management
                .get(Accounts.class)
                .create(
                        new AccountDraft(
                                username, null, email, role, ZoneId.of("Europe/Bucharest"), language, true, false),
                        ManagementSystem.PASSWORD.toCharArray(),
                        ManagementSystem.PASSWORD.toCharArray());
        return this;
    }

    ManagementSystem management() {
        return management;
    }

    static Preferences byMail(AlertKind... kinds) {
        return new Preferences(Set.of(kinds), Set.of(), Set.of(), false, null, null, null, 10, null, false, 0);
    }

    static Preferences quiet(Preferences present, String from, String to) {
        return new Preferences(
                present.mail(),
                present.webhook(),
                present.browser(),
                present.allDevices(),
                present.escalateAfterMinutes(),
                LocalTime.parse(from),
                LocalTime.parse(to),
                present.mostPerHour(),
                present.webhookAddress(),
                present.hasSecret(),
                present.version());
    }

    static Preferences ofAll(Preferences present, boolean allDevices, Integer escalateAfter, int most) {
        return new Preferences(
                present.mail(),
                present.webhook(),
                present.browser(),
                allDevices,
                escalateAfter,
                present.quietFrom(),
                present.quietTo(),
                most,
                present.webhookAddress(),
                present.hasSecret(),
                present.version());
    }

    SavedPreferences chooses(String username, Preferences preferences) {
        return as(username).update(preferences);
    }

    Notifications as(String username) {
        return first().asUser(username).get(Notifications.class);
    }

    /** So many devices of that owner pass their limits in this hour. */
    void passLimits(String owner, String prefix, int devices) {
        first().asAdministrator();
        List<DeviceEvent> events = IntStream.range(0, devices)
                .mapToObj(number -> event(prefix + number, owner))
                .toList();
        first().get(DeviceEventIntake.class).apply(events);
        first().recompute();
        first().receive(IntStream.range(0, devices)
                .mapToObj(number -> MonitoringSystem.measurement(prefix + number, NOW, "3"))
                .toArray(String[]::new));
    }

    private DeviceEvent event(String device, String owner) {
        DeviceState state = new DeviceState(
                device,
                "Device " + device,
                null,
                null,
                owner,
                new BigDecimal("2"),
                new SettingsState("INTERVAL", null, null, null, Duration.ofMinutes(10)));
        return new DeviceEvent(
                UUID.randomUUID().toString(),
                DeviceEvent.Type.DEVICE_UPDATED,
                1,
                first().clock().instant(),
                state);
    }

    /** Time passes on all nodes, and the first one does what there is to do. */
    void pass(Duration time) {
        nodes.forEach(node -> node.clock().advance(time));
        round(first());
    }

    void round(MonitoringSystem node) {
        Dispatch dispatch = node.get(Dispatch.class);
        dispatch.write();
        dispatch.send(Channel.MAIL);
        dispatch.send(Channel.WEBHOOK);
    }

    /** What has gathered leaves. */
    void gather() {
        round(first());
        pass(MessageBook.GATHERING.plusSeconds(1));
    }

    @Override
    public void close() {
        nodes.forEach(MonitoringSystem::close);
        management.close();
    }
}
