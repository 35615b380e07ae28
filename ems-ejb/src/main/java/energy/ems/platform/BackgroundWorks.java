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
    public static final List<String> NAMES = List.of(OUTBOX, ALERTS, RECOMPUTATIONS, COMPARISON, WATCHES);

    @Inject
    Clock clock;

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

    /**
     * BEWARE: looked up when needed and not injected, because in an EAR the thread that makes this bean may be of a
     * module that does not know the bean's resources; these two names every thread knows.
     */
    void run(Runnable work, Duration delay) {
        try {
            if (delay.isZero()) {
                InitialContext.<ManagedExecutorService>doLookup("java:comp/DefaultManagedExecutorService")
                        .execute(work);
            } else {
                InitialContext.<ManagedScheduledExecutorService>doLookup(
                                "java:comp/DefaultManagedScheduledExecutorService")
                        .schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (NamingException e) {
            throw new IllegalStateException("No thread to be had", e);
        }
    }
}
