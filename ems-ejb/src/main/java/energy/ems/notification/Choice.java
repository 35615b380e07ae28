package energy.ems.notification;

import energy.ems.alerting.AlertKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one person wants to be told of. */
@Entity
@Table(name = "notification_choice")
class Choice {

    @Id
    private String username;

    @Column(name = "mail_kinds")
    private String mailKinds;

    @Column(name = "webhook_kinds")
    private String webhookKinds;

    @Column(name = "browser_kinds")
    private String browserKinds;

    @Column(name = "all_devices")
    private boolean allDevices;

    @Column(name = "escalate_after_m")
    private Integer escalateAfterMinutes;

    @Column(name = "quiet_from")
    private String quietFrom;

    @Column(name = "quiet_to")
    private String quietTo;

    @Column(name = "most_per_hour")
    private int mostPerHour;

    @Column(name = "webhook_address")
    private String webhookAddress;

    @Column(name = "webhook_secret")
    private byte[] webhookSecret;

    private long version;

    protected Choice() {
        // for JPA
    }

    Choice(String username) {
        this.username = username;
        become(Preferences.NONE);
        version = 0;
    }

    final void become(Preferences wanted) {
        mailKinds = list(wanted.mail());
        webhookKinds = list(wanted.webhook());
        browserKinds = list(wanted.browser());
        allDevices = wanted.allDevices();
        escalateAfterMinutes = wanted.escalateAfterMinutes();
        quietFrom = wanted.quietFrom() == null ? null : wanted.quietFrom().toString();
        quietTo = wanted.quietTo() == null ? null : wanted.quietTo().toString();
        mostPerHour = wanted.mostPerHour();
        webhookAddress = wanted.webhookAddress();
        version++;
    }

    void sign(byte[] secret) {
        webhookSecret = secret.clone();
        version++;
    }

    boolean wants(Channel channel, AlertKind kind) {
        return kinds(channel == Channel.MAIL ? mailKinds : webhookKinds).contains(kind);
    }

    boolean wantsInBrowser(AlertKind kind) {
        return kinds(browserKinds).contains(kind);
    }

    Optional<QuietHours> quietHours() {
        return quietFrom == null
                ? Optional.empty()
                : Optional.of(new QuietHours(LocalTime.parse(quietFrom), LocalTime.parse(quietTo)));
    }

    boolean isOfAllDevices() {
        return allDevices;
    }

    Integer escalateAfterMinutes() {
        return escalateAfterMinutes;
    }

    int mostPerHour() {
        return mostPerHour;
    }

    String webhookAddress() {
        return webhookAddress;
    }

    byte[] webhookSecret() {
        return webhookSecret == null ? null : webhookSecret.clone();
    }

    String username() {
        return username;
    }

    long version() {
        return version;
    }

    Preferences view() {
        return new Preferences(
                kinds(mailKinds),
                kinds(webhookKinds),
                kinds(browserKinds),
                allDevices,
                escalateAfterMinutes,
                quietFrom == null ? null : LocalTime.parse(quietFrom),
                quietTo == null ? null : LocalTime.parse(quietTo),
                mostPerHour,
                webhookAddress,
                webhookSecret != null,
                version);
    }

    private static String list(Collection<AlertKind> kinds) {
        return new TreeSet<>(kinds).stream().map(AlertKind::name).collect(Collectors.joining(","));
    }

    private static Set<AlertKind> kinds(String list) {
        return list.isEmpty()
                ? Set.of()
                : Arrays.stream(list.split(",")).map(AlertKind::valueOf).collect(Collectors.toSet());
    }
}
