package energy.ems.web.portal.people;

import energy.ems.account.Accounts;
import energy.ems.alerting.AlertKind;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.notification.Attempt;
import energy.ems.notification.Channel;
import energy.ems.notification.Notifications;
import energy.ems.notification.Preferences;
import energy.ems.notification.SavedPreferences;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the viewer is told of outside the portal, and what became of it. */
@Named
@ViewScoped
public class MyMessages implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Notifications notifications;

    @Inject
    private Accounts accounts;

    @Inject
    private Viewer viewer;

    private List<AlertKind> mail;
    private List<AlertKind> webhook;
    private List<AlertKind> browser;
    private boolean allDevices;
    private Integer escalateAfterMinutes;
    private String quietFrom;
    private String quietTo;
    private Integer mostPerHour;
    private String webhookAddress;
    private boolean hasSecret;
    private long version;

    private String email;
    private boolean mailIsSetUp;
    private String secret;
    private transient List<Attempt> attempts;

    @PostConstruct
    void load() {
        show(notifications.own());
        email = accounts.own().email();
        mailIsSetUp = notifications.mailIsSetUp();
    }

    private void show(Preferences own) {
        mail = sorted(own.mail());
        webhook = sorted(own.webhook());
        browser = sorted(own.browser());
        allDevices = own.allDevices();
        escalateAfterMinutes = own.escalateAfterMinutes();
        quietFrom = own.quietFrom() == null ? null : own.quietFrom().toString();
        quietTo = own.quietTo() == null ? null : own.quietTo().toString();
        mostPerHour = own.mostPerHour();
        webhookAddress = own.webhookAddress();
        hasSecret = own.hasSecret();
        version = own.version();
    }

    private static List<AlertKind> sorted(Set<AlertKind> kinds) {
        return kinds.stream().sorted().toList();
    }

    public void save() {
        try {
            SavedPreferences saved = notifications.update(wanted());
            secret = saved.secret();
            show(saved.preferences());
            Texts.inform("messages.saved");
        } catch (InvalidInputException invalid) {
            Problems.show("choices", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    private Preferences wanted() {
        return new Preferences(
                Set.copyOf(mail),
                Set.copyOf(webhook),
                Set.copyOf(browser),
                // Whoever has become a user since does not see them, and could save nothing.
                allDevices && viewer.isStaff(),
                viewer.isStaff() ? escalateAfterMinutes : null,
                time("quiet_from", quietFrom),
                time("quiet_to", quietTo),
                mostPerHour == null ? 0 : mostPerHour,
                webhookAddress == null || webhookAddress.isBlank() ? null : webhookAddress.strip(),
                hasSecret,
                version);
    }

    private static LocalTime time(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, Rule.NOT_ONE_OF, "00:00–23:59");
        }
    }

    public void renewSecret() {
        secret = notifications.newSecret();
        // Whoever saves afterwards has seen the change: it was theirs.
        version = notifications.own().version();
        hasSecret = true;
    }

    public void testMail() {
        test(Channel.MAIL);
    }

    public void testWebhook() {
        test(Channel.WEBHOOK);
    }

    private void test(Channel channel) {
        try {
            Attempt attempt = notifications.test(channel);
            if (attempt.state() == Attempt.State.SENT) {
                Texts.inform("messages.test.sent." + channel);
            } else {
                Texts.refuse("messages.test.failed", said(attempt));
            }
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
        attempts = null;
    }

    /** Why it did not succeed, with what the other side answered. */
    public String said(Attempt attempt) {
        if (attempt.problem() == null) {
            return "";
        }
        String words = Texts.ofView().get(attempt.problem().key());
        return attempt.detail() == null || attempt.detail().isEmpty() ? words : words + ": " + attempt.detail();
    }

    /** What it tells of. */
    public String about(Attempt attempt) {
        return attempt.kind() == Attempt.Kind.ALERTS
                ? Texts.ofView().get("messages.about.alerts", attempt.alerts())
                : Texts.ofView().get("messages.about." + attempt.kind());
    }

    public void refresh() {
        attempts = null;
    }

    public List<Attempt> getAttempts() {
        if (attempts == null) {
            attempts = notifications.attempts();
        }
        return attempts;
    }

    /** What is about many devices is nobody's own, and shown to those alone who see all. */
    public List<AlertKind> getKinds() {
        return Arrays.stream(AlertKind.values())
                .filter(kind -> kind != AlertKind.FLEET_SILENT || viewer.isStaff())
                .toList();
    }

    /** Null when the account has no address. */
    public String getEmail() {
        return email;
    }

    public boolean isMailSetUp() {
        return mailIsSetUp;
    }

    public boolean isHasSecret() {
        return hasSecret;
    }

    /** The secret that was just made; shown this once. */
    public String getSecret() {
        return secret;
    }

    public List<AlertKind> getMail() {
        return mail;
    }

    public void setMail(List<AlertKind> mail) {
        this.mail = mail;
    }

    public List<AlertKind> getWebhook() {
        return webhook;
    }

    public void setWebhook(List<AlertKind> webhook) {
        this.webhook = webhook;
    }

    public List<AlertKind> getBrowser() {
        return browser;
    }

    public void setBrowser(List<AlertKind> browser) {
        this.browser = browser;
    }

    public boolean isAllDevices() {
        return allDevices;
    }

    public void setAllDevices(boolean allDevices) {
        this.allDevices = allDevices;
    }

    public Integer getEscalateAfterMinutes() {
        return escalateAfterMinutes;
    }

    public void setEscalateAfterMinutes(Integer escalateAfterMinutes) {
        this.escalateAfterMinutes = escalateAfterMinutes;
    }

    public String getQuietFrom() {
        return quietFrom;
    }

    public void setQuietFrom(String quietFrom) {
        this.quietFrom = quietFrom;
    }

    public String getQuietTo() {
        return quietTo;
    }

    public void setQuietTo(String quietTo) {
        this.quietTo = quietTo;
    }

    public Integer getMostPerHour() {
        return mostPerHour;
    }

    public void setMostPerHour(Integer mostPerHour) {
        this.mostPerHour = mostPerHour;
    }

    public String getWebhookAddress() {
        return webhookAddress;
    }

    public void setWebhookAddress(String webhookAddress) {
        this.webhookAddress = webhookAddress;
    }
}
