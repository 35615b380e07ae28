package energy.ems.notification;

import energy.ems.alerting.SnoozeEnded;
import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has messages written down, bundled and sent, on every node; what one node does, no other does at the same time. Mails and
 * webhooks go side by side, so that a webhook that is slow holds up no mail. Thread-safe.
 */
@ApplicationScoped
public class Dispatch {

    private static final Logger LOG = System.getLogger(Dispatch.class.getName());

    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    @Inject
    MessageBook book;

    @Inject
    Bundles bundles;

    @Inject
    Deliveries deliveries;

    @Inject
    MailServer mailServer;

    @Inject
    Webhooks webhooks;

    @Inject
    BackgroundWorks works;

    @Inject
    Clock clock;

    private BackgroundWork writing;
    private BackgroundWork mails;
    private BackgroundWork requests;

    /** Of the thread that writes. */
    private Instant forgotAt = Instant.EPOCH;

    /** How many ends of snoozes the writing thread has seen to. */
    private long looked;

    private final AtomicLong snoozesEnded = new AtomicLong();

    private final AtomicLong sent = new AtomicLong();

    /** Since when the mail server takes nothing from this node; null while it does, or was not asked yet. */
    private volatile Instant mailAwaySince;

    @PostConstruct
    void prepare() {
        writing = works.prepare(BackgroundWorks.MESSAGES, this::write);
        mails = works.prepare(BackgroundWorks.MAILS, () -> send(Channel.MAIL));
        requests = works.prepare(BackgroundWorks.WEBHOOKS, () -> send(Channel.WEBHOOK));
    }

    /** Says that there may be something to do. Returns at once. */
    public void nudge() {
        writing.nudge();
        mails.nudge();
        requests.nudge();
    }

    /** Since when the mail server takes nothing from this node; null while it does, or was not asked yet. */
    public Instant mailAwaySince() {
        return mailAwaySince;
    }

    /** How many deliveries this node has sent since its start. */
    public long sent() {
        return sent.get();
    }

    /** What waits for a snooze that was ended may leave now. */
    void snoozeEnded(@Observes(during = TransactionPhase.AFTER_SUCCESS) SnoozeEnded event) {
        snoozesEnded.incrementAndGet();
        writing.nudge();
    }

    void write() {
        long ends = snoozesEnded.get();
        if (ends != looked) {
            bundles.lookAgainAtWhatIsSnoozed();
            looked = ends;
        }
        while (book.writeNext()) {
            // until everything is written down
        }
        while (bundles.makeNext()) {
            // until nothing more is due
        }
        Instant now = clock.instant();
        if (!now.isBefore(forgotAt.plus(FORGETS_EVERY))) {
            forgotAt = now;
            bundles.forgetOld();
        }
    }

    void send(Channel channel) {
        for (Deliveries.Loan loan = deliveries.borrow(channel); loan != null; loan = deliveries.borrow(channel)) {
            if (loan.letter() != null) {
                send(loan);
            }
        }
    }

    /** Sends a test at once. @return null when the person is gone */
    Attempt test(String username, Channel channel) {
        Deliveries.Loan loan = deliveries.borrowTest(username, channel);
        return loan.letter() == null ? null : send(loan);
    }

    /** No transaction is open while the other side is asked, which may take its time. */
    private Attempt send(Deliveries.Loan loan) {
        Outcome outcome;
        try {
            outcome = carrier(loan.channel()).send(loan.letter());
        } catch (RuntimeException e) {
            // Ours, not the other side's: the next one may do.
            LOG.log(Level.WARNING, "delivery " + loan.id() + " cannot be sent", e);
            outcome = Outcome.later(null);
        }
        if (outcome.isSent()) {
            sent.incrementAndGet();
        }
        tell(loan, outcome);
        return deliveries.giveBack(loan, outcome);
    }

    private Carrier carrier(Channel channel) {
        return channel == Channel.MAIL ? mailServer : webhooks;
    }

    /** One line when the mail server is away, one when it is back, one for what is refused for good. */
    private void tell(Deliveries.Loan loan, Outcome outcome) {
        if (outcome.lasting()) {
            LOG.log(
                    Level.INFO,
                    "delivery {0} to {1} by {2} has failed: {3} {4}",
                    String.valueOf(loan.id()),
                    loan.letter().to().username(),
                    loan.channel(),
                    outcome.problem(),
                    outcome.detail() == null ? "" : outcome.detail());
        }
        if (loan.channel() != Channel.MAIL) {
            LOG.log(Level.DEBUG, "delivery {0}: {1}", String.valueOf(loan.id()), outcome);
        } else if (outcome.shared() && mailAwaySince == null) {
            mailAwaySince = clock.instant();
            LOG.log(Level.WARNING, "mail waits, the mail server takes nothing: {0}", outcome.cause());
        } else if (!outcome.shared() && mailAwaySince != null) {
            LOG.log(Level.INFO, "mail leaves again; it had waited since {0}", mailAwaySince);
            mailAwaySince = null;
        }
    }
}
