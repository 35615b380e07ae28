package energy.ems.notification;

import energy.ems.account.AccountDirectory;
import energy.ems.account.Addressee;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertMessage;
import energy.ems.alerting.AlertState;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.notification.Attempt.Kind;
import energy.ems.platform.Secrets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The door to what the caller wants to be told of outside the portal; nobody sees or changes another's. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Notifications {

    public static final int MOST_PER_HOUR = 60;
    public static final int SHORTEST_ESCALATION = 5;
    public static final int LONGEST_ESCALATION = 1440;

    private static final int ATTEMPTS = 20;
    private static final int TESTS_AN_HOUR = 10;
    private static final int SECRET_BYTES = 32;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AccountDirectory accounts;

    @Inject
    AlertFeed feed;

    @Inject
    Dispatch dispatch;

    @Inject
    MailServer mailServer;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    public Preferences own() {
        Choice choice = entityManager.find(Choice.class, caller.username());
        return choice == null ? Preferences.NONE : choice.view();
    }

    /** Whether there is a mail server: without one, mail waits for it. */
    public boolean mailIsSetUp() {
        return mailServer.isSetUp();
    }

    /**
     * Changes what the caller is told of. An address that gets its first request needs a secret, which is made by this.
     *
     * @throws ConflictException when it was changed since that version was read
     */
    public SavedPreferences update(Preferences wanted) {
        Addressee self = self();
        check(wanted, self);
        Choice choice = entityManager.find(Choice.class, self.username(), LockModeType.PESSIMISTIC_WRITE);
        if ((choice == null ? 0 : choice.version()) != wanted.version()) {
            throw ConflictException.stale("Notifications of", self.username());
        }
        if (wanted.equals(choice == null ? Preferences.NONE : choice.view())) {
            // Saved as it was: nothing that anybody has to find in the audit log.
            return new SavedPreferences(wanted, null);
        }
        if (choice == null) {
            choice = new Choice(self.username());
            entityManager.persist(choice);
        }
        String before = Objects.toString(choice.webhookAddress(), "none");
        choice.become(wanted);
        String secret = null;
        if (wanted.webhookAddress() != null && choice.webhookSecret() == null) {
            secret = sign(choice);
        }
        String after = Objects.toString(wanted.webhookAddress(), "none");
        auditLog.record(
                AuditAction.MESSAGES_CHANGED,
                self.username(),
                "mail " + wanted.mail() + ", webhook " + wanted.webhook() + ", browser " + wanted.browser()
                        + (before.equals(after) ? "" : ", sent to another address"));
        return new SavedPreferences(choice.view(), secret);
    }

    /**
     * Which of these changes of alerts the caller's browser is to call out now: none in quiet hours, none that is snoozed,
     * and of others' devices only for whom that was chosen.
     *
     * @param sequences of changes, as browsers are sent them; those of alerts that the caller does not see are left out
     */
    public List<Long> forBrowser(Collection<Long> sequences) {
        Choice choice = entityManager.find(Choice.class, caller.username());
        Instant now = clock.instant();
        Addressee self = self();
        if (choice == null
                || choice.quietHours()
                        .flatMap(quiet -> quiet.endAfter(now, self.zone()))
                        .isPresent()) {
            return List.of();
        }
        return feed.numbered(sequences).stream()
                .filter(alert -> alert.state() == AlertState.RAISED
                        && !alert.isSnoozed(now)
                        && choice.wantsInBrowser(alert.kind())
                        && (self.username().equals(alert.owner()) || choice.isOfAllDevices() && self.seesAll()))
                .map(AlertMessage::sequence)
                .toList();
    }

    private void check(Preferences wanted, Addressee self) {
        InputCheck check = new InputCheck();
        check.require(wanted.mail().isEmpty() || self.email() != null, "email", Rule.REQUIRED);
        check.require(wanted.webhook().isEmpty() || wanted.webhookAddress() != null, "webhook_address", Rule.REQUIRED);
        if (wanted.webhookAddress() != null) {
            check.require(
                    wanted.webhookAddress().length() <= WebhookAddress.LONGEST,
                    "webhook_address",
                    Rule.TOO_LONG,
                    WebhookAddress.LONGEST);
            try {
                WebhookAddress.parse(wanted.webhookAddress());
            } catch (IllegalArgumentException e) {
                check.require(false, "webhook_address", Rule.NOT_ONE_OF, "https://…");
            }
        }
        check.require(wanted.mostPerHour() > 0, "most_per_hour", Rule.NOT_POSITIVE);
        check.require(wanted.mostPerHour() <= MOST_PER_HOUR, "most_per_hour", Rule.TOO_LARGE, MOST_PER_HOUR);
        check.require((wanted.quietFrom() == null) == (wanted.quietTo() == null), "quiet_to", Rule.REQUIRED);
        check.require(
                wanted.quietFrom() == null || !wanted.quietFrom().equals(wanted.quietTo()), "quiet_to", Rule.SAME);
        Integer escalation = wanted.escalateAfterMinutes();
        if (escalation != null) {
            check.require(
                    escalation >= SHORTEST_ESCALATION && escalation <= LONGEST_ESCALATION,
                    "escalate_after_minutes",
                    Rule.NOT_ONE_OF,
                    SHORTEST_ESCALATION + "–" + LONGEST_ESCALATION);
        }
        boolean ofOthers = escalation != null || wanted.allDevices();
        check.require(
                !ofOthers || self.seesAll(),
                escalation == null ? "all_devices" : "escalate_after_minutes",
                Rule.UNCHANGEABLE);
        check.finish();
    }

    /** Gives the webhook another secret; requests are signed with it from now on. @return it, to be shown this once */
    public String newSecret() {
        Choice choice = entityManager.find(Choice.class, caller.username(), LockModeType.PESSIMISTIC_WRITE);
        if (choice == null || choice.webhookAddress() == null) {
            throw new NotFoundException("Webhook of", caller.username());
        }
        auditLog.record(AuditAction.MESSAGES_CHANGED, caller.username(), "another secret of the webhook");
        return sign(choice);
    }

    private static String sign(Choice choice) {
        String text = Secrets.randomText(SECRET_BYTES);
        // The text is what people copy, so the text is the key.
        choice.sign(text.getBytes(StandardCharsets.US_ASCII));
        return text;
    }

    /** The caller's latest deliveries, the newest first. */
    public List<Attempt> attempts() {
        return entityManager
                .createQuery(
                        "SELECT d FROM Delivery d WHERE d.username = :username ORDER BY d.createdAt DESC, d.id DESC",
                        Delivery.class)
                .setParameter("username", caller.username())
                .setMaxResults(ATTEMPTS)
                .getResultList()
                .stream()
                .map(Delivery::view)
                .toList();
    }

    /**
     * Sends the caller a test, and waits for what becomes of it.
     *
     * @throws ConflictException after too many of them
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Attempt test(Channel channel) {
        String username = self().username();
        long lately = entityManager
                .createQuery(
                        "SELECT COUNT(d) FROM Delivery d WHERE d.username = :username AND d.kind = :test"
                                + " AND d.createdAt > :since",
                        Long.class)
                .setParameter("username", username)
                .setParameter("test", Kind.TEST)
                .setParameter("since", clock.instant().minus(Duration.ofHours(1)))
                .getSingleResult();
        if (lately >= TESTS_AN_HOUR) {
            throw new ConflictException("conflict.too_many_tests", "no more than " + TESTS_AN_HOUR + " tests an hour");
        }
        Attempt attempt = dispatch.test(username, channel);
        if (attempt == null) {
            throw new NotFoundException("User", username);
        }
        return attempt;
    }

    private Addressee self() {
        Addressee self = accounts.addressees(Set.of(caller.username())).get(caller.username());
        if (self == null) {
            throw new NotFoundException("User", caller.username());
        }
        return self;
    }
}
