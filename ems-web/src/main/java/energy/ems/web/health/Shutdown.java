package energy.ems.web.health;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether this server has been told to stop. It goes on serving for its grace period ({@code --shutdowngrace}), in which
 * whoever leads visitors here is to notice, and lead them elsewhere.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Shutdown {

    private final AtomicBoolean begun = new AtomicBoolean();
    /** The earliest that a program learns of it: all such threads begin at once, Payara's own among them. */
    private final Thread notice = new Thread(this::begin, "ems-shutdown");

    void awaited(@Observes @Initialized(ApplicationScoped.class) Object started) {
        // The observer makes the bean.
    }

    @PostConstruct
    void await() {
        Runtime.getRuntime().addShutdownHook(notice);
    }

    @PreDestroy
    void forget() {
        try {
            // Or an application that is deployed anew would stay in memory for it.
            Runtime.getRuntime().removeShutdownHook(notice);
        } catch (IllegalStateException underWay) {
            // Then it has served its purpose.
        }
    }

    boolean hasBegun() {
        return begun.get();
    }

    void begin() {
        begun.set(true);
    }
}
