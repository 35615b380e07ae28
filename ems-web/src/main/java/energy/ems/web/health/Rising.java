package energy.ems.web.health;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counters of figures that are kept elsewhere and only rise. The API has none of that kind, so real counters are brought
 * up to the figures several times a second. Thread-safe.
 */
@ApplicationScoped
class Rising {

    /** Short beside the seconds between two questions of whoever watches. */
    private static final long EVERY_MILLIS = 250;

    @Inject
    private MetricRegistry registry;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final List<Told> all = new CopyOnWriteArrayList<>();
    private ScheduledFuture<?> rounds;

    /** @param metadata its name without {@code _total}, which {@code /metrics} adds */
    void add(Metadata metadata, LongSupplier figure, Tag... tags) {
        all.add(new Told(registry.counter(metadata, tags), figure));
    }

    /** Brings them up from now on, until the application stops. */
    void start() {
        rounds = scheduler.scheduleWithFixedDelay(
                () -> all.forEach(Told::bringUp), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** For the scheduler's thread. */
    private static final class Told {

        private final Counter counter;
        private final LongSupplier figure;
        private long told;

        Told(Counter counter, LongSupplier figure) {
            this.counter = counter;
            this.figure = figure;
        }

        void bringUp() {
            long now = figure.getAsLong();
            // What is made anew, as a queue's consumers are, begins at 0 again.
            counter.inc(now < told ? now : now - told);
            told = now;
        }
    }
}
