package energy.ems.reporting;

import static energy.ems.container.MonitoringSystem.measurement;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import energy.ems.account.AccountDraft;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.alerting.Watches;
import energy.ems.boundary.AccountDeleted;
import energy.ems.container.ManagementSystem;
import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestCaller;
import energy.ems.container.TestContainer;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.group.GroupDeleted;
import energy.ems.group.GroupDraft;
import energy.ems.group.Groups;
import energy.ems.notification.Enclosures;
import energy.ems.notification.Mails;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.security.enterprise.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** People who get reports, devices, nodes that make reports, and a real mail server. */
final class Readers implements AutoCloseable {

    static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");

    private static final Map<String, Role> ROLES = Map.of("olga", Role.OPERATOR, "root", Role.ADMINISTRATOR);

    private final ManagementSystem management = new ManagementSystem();
    private final List<MonitoringSystem> nodes = new ArrayList<>();
    private final int port;
    private GreenMail mail;

    Readers() {
        mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        port = mail.getSmtp().getPort();
        management.withAccount("root", Role.ADMINISTRATOR);
        node();
        person("alice", Role.USER, "en");
        person("bob", Role.USER, "ro");
        person("olga", Role.OPERATOR, "en");
        goTo("2025-09-01T00:00");
    }

    MonitoringSystem node() {
        MonitoringSystem node = new MonitoringSystem(management.database(), this::wire);
        if (!nodes.isEmpty()) {
            node.clock()
                    .advance(Duration.between(
                            node.clock().instant(), first().clock().instant()));
        }
        nodes.add(node);
        return node;
    }

    private void wire(TestContainer container) {
        container.setting("ems.mail.uri", "smtp://localhost:" + port).setting("ems.mail.from", "EMS <ems@example.org>");
        Watches.wire(container);
        container.bind(Enclosures.class, ReportArchive.class);
        Subscriptions subscriptions = container.get(Subscriptions.class);
        container.observing(GroupDeleted.class, subscriptions::letGo);
        management
                .container()
                .observing(
                        AccountDeleted.class,
                        event -> container.inTransaction(() -> {
                            subscriptions.letGo(event);
                            return null;
                        }));
        Mails.wire(container);
        container.get(ReportPress.class);
        container.get(Reports.class);
    }

    Readers person(String username, Role role, String language) {
        return person(username, role, language, BUCHAREST);
    }

    Readers person(String username, Role role, String language, ZoneId zone) {
        management.asAdministrator();
        char[] password = ManagementSystem.PASSWORD.toCharArray();
        management
                .get(Accounts.class)
                .create(
                        new AccountDraft(username, null, username + "@example.org", role, zone, language, true, false),
                        password,
                        password.clone());
        return this;
    }

    ManagementSystem management() {
        return management;
    }

    MonitoringSystem first() {
        return nodes.get(0);
    }

    GreenMail mail() {
        return mail;
    }

    void mailServerComesBack() {
        mail = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    /** The door, as somebody comes in by it; whoever is not known by name is a user. */
    Reports as(String username) {
        return as(username, ROLES.getOrDefault(username, Role.USER));
    }

    Reports as(String username, Role role) {
        ((TestCaller) first().get(SecurityContext.class)).become(username, role.name());
        return first().get(Reports.class);
    }

    /** On all nodes. @param local in Bucharest */
    void goTo(String local) {
        Instant instant = LocalDateTime.parse(local).atZone(BUCHAREST).toInstant();
        nodes.forEach(node -> node.clock().advance(Duration.between(node.clock().instant(), instant)));
    }

    void pass(Duration time) {
        nodes.forEach(node -> node.clock().advance(time));
        round(first());
    }

    void round(MonitoringSystem node) {
        node.get(ReportPress.class).round();
        Mails.send(node);
    }

    /** @param place one with an exclamation mark is measured by this device; null for nowhere */
    void device(String id, String name, String owner, String place, long version) {
        apply(DeviceEvent.Type.DEVICE_UPDATED, id, name, owner, place, version);
    }

    void device(String id, String owner, String place) {
        device(id, "Device " + id, owner, place, 1);
    }

    void deleted(String id, long version) {
        apply(DeviceEvent.Type.DEVICE_DELETED, id, id, null, null, version);
    }

    private void apply(DeviceEvent.Type type, String id, String name, String owner, String place, long version) {
        DeviceState state = new DeviceState(
                id,
                name,
                null,
                null,
                owner,
                new BigDecimal("5"),
                place == null ? null : new DevicePlace(place.replace("!", ""), place.endsWith("!")),
                new SettingsState("INTERVAL", null, null, null, Duration.ofHours(1)),
                null,
                null);
        first().apply(new DeviceEvent(
                UUID.randomUUID().toString(), type, version, first().clock().instant(), state));
    }

    /** Made by that person. @return its id */
    String group(String person, String name, List<String> devices, List<String> places, List<String> groups) {
        as(person);
        return first().get(Groups.class)
                .create(new GroupDraft(name, devices, places, groups))
                .id();
    }

    /** As many hours from there on, each of that energy. @param local in Bucharest */
    void uses(String id, String local, int hours, String kwh) {
        Instant from = LocalDateTime.parse(local).atZone(BUCHAREST).toInstant();
        Instant until = from.plus(Duration.ofHours(hours));
        Instant now = first().clock().instant();
        if (now.isBefore(until)) {
            nodes.forEach(node -> node.clock().advance(Duration.between(now, until)));
        }
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            readings.add(measurement(id, from.plus(Duration.ofHours(i)), kwh));
        }
        first().receive(readings.toArray(String[]::new));
    }

    static byte[] attachment(MimeMessage message) {
        try {
            BodyPart file = ((Multipart) message.getContent()).getBodyPart(1);
            return file.getInputStream().readAllBytes();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String words(MimeMessage message) {
        try {
            return message.getSubject() + "\n"
                    + ((Multipart) message.getContent()).getBodyPart(0).getContent();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        mail.stop();
        nodes.forEach(MonitoringSystem::close);
        management.close();
    }
}
