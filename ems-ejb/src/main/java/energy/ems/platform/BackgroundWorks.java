package energy.ems.platform;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Every piece of work that this node does in the background, and how each goes. Thread-safe. */
@ApplicationScoped
public class BackgroundWorks {

    public static final String OUTBOX = "outbox";
    public static final String RECOMPUTATIONS = "recomputations";
    public static final String COMPARISON = "comparison";
    public static final String WATCHES = "watches";
    public static final String ALERTS = "alerts";
    public static final String QUARANTINE = "quarantine";
    public static final String BACKFILLS = "backfills";
    public static final String AUDIT = "audit";
    public static final String MESSAGES = "messages";
    public static final String MAILS = "mails";
    public static final String WEBHOOKS = "webhooks";
    public static final String REPORTS = "reports";
    public static final String RETENTION = "retention";
    public static final String DAY_SUMS = "day-sums";
    public static final List<String> NAMES = List.of(
            OUTBOX,
            ALERTS,
            MESSAGES,
            MAILS,
            WEBHOOKS,
            REPORTS,
            RECOMPUTATIONS,
            QUARANTINE,
            BACKFILLS,
            DAY_SUMS,
            COMPARISON,
            WATCHES,
            AUDIT,
            RETENTION);

    @Inject
    Clock clock;

    private volatile ManagedExecutorService executor;
    private volatile ManagedScheduledExecutorService scheduler;
    private final List<BackgroundWork> all = new CopyOnWriteArrayList<>();

    /** @param name one of {@link #NAMES}: what the log, the metrics and the health check call it */
    public BackgroundWork prepare(String name, BackgroundWork.Round round) {
        BackgroundWork work = new BackgroundWork(name, this::run, clock, round);
        all.add(work);
        return work;
    }

    /** Of the work that was prepared up to now. */
    public List<BackgroundWork.Report> reports() {
        return all.stream().map(BackgroundWork::report).toList();
    }

    void run(Runnable work, Duration delay) {
        if (delay.isZero()) {
            executor().execute(work);
        } else {
            scheduler().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * BEWARE: looked up when first needed and not injected, because in an EAR the thread that makes this bean may be of
     * a module that does not know the bean's resources; these two names every module knows. And kept, because a thread
     * that has just committed may be of no module at all.
     */
    private ManagedExecutorService executor() {
        if (executor == null) {
            executor = lookUp("java:comp/DefaultManagedExecutorService");
        }
        return executor;
    }

    private ManagedScheduledExecutorService scheduler() {
        if (scheduler == null) {
            scheduler = lookUp("java:comp/DefaultManagedScheduledExecutorService");
        }
        return scheduler;
    }

    private static <T> T lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("No thread to be had", e);
        }
    }
}
