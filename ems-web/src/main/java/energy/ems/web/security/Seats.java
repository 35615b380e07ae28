package energy.ems.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many requests EMS works on at a time: fewer than the server has threads, however slowly their bodies come and
 * whatever they wait for. The threads that are left answer those who watch over the server and those who are sent away.
 * Thread-safe.
 */
@ApplicationScoped
public class Seats {

    /**
     * BEWARE: {@code http-thread-pool} in {@code payara-config/boot/pre-boot-*.asadmin} has to have more threads; without
     * a seat are the server's own pages, such as {@code /health} and {@code /metrics}, and EMS's {@code /welcome}.
     */
    static final int MOST = 160;

    private final Semaphore free = new Semaphore(MOST);

    /** Whether there was one left; to be given back then. Nobody waits for one: that would take a thread, too. */
    boolean take() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }

    static Refusal refusal() {
        return Refusal.of(503, "The server has too much to do at once.").retryAfter(Duration.ofSeconds(1));
    }
}
