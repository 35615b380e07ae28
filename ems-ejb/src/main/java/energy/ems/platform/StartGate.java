package energy.ems.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSException;
import java.time.Duration;

/**
 * Lets messages in only while every bean can be called and the schema is there.
 *
 * <p>BEWARE: Payara feeds message-driven beans while it is still starting the others, and while it is already stopping
 * them. A call to one that does not run fails, and worse, leaves the caller's transaction neither committed nor rolled
 * back, with all its locks. So every listener does its work through this gate, and this is a CDI bean: those are there
 * the longest. Thread-safe.
 */
@ApplicationScoped
public class StartGate {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Less than Payara's own for an undeployment. */
    private static final Duration LAST_WORK = Duration.ofSeconds(30);

    private enum State {
        STARTING,
        OPEN,
        CLOSED
    }

    /** What a listener does with its messages. */
    public interface Work {
        void run() throws JMSException;
    }

    private State state = State.STARTING;
    private int inside;

    /**
     * Waits until the application has started and does the work.
     *
     * @throws IllegalStateException without having begun, when the application does not start within two minutes or is
     *     stopping; the message will come again
     */
    public void pass(Work work) throws JMSException {
        enter();
        try {
            work.run();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        waitWhile(() -> state == State.STARTING, PATIENCE);
        if (state != State.OPEN) {
            throw new IllegalStateException("The application is " + (state == State.CLOSED ? "stopping" : "starting"));
        }
        inside++;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }

    synchronized void open() {
        state = State.OPEN;
        notifyAll();
    }

    /** Lets nobody in any more and returns when all work that was begun has ended, or after half a minute. */
    synchronized void close() {
        state = State.CLOSED;
        notifyAll();
        waitWhile(() -> inside > 0, LAST_WORK);
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void waitWhile(Condition condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); condition.holds() && left > 0; ) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
