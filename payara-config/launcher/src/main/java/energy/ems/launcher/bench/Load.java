package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends measurements at a steady rate on a thread of its own, one in a message. */
final class Load {

    private static final int SLICES = 100;

    private final Run run;
    private final Fleet fleet;
    private final int rate;
    private final Thread thread = new Thread(this::send, "load");
    private volatile boolean stopped;
    private volatile Exception failure;
    private volatile long sent;
    private volatile long nanos;

    /** @param rate measurements a second */
    Load(Run run, Fleet fleet, int rate) {
        this.run = run;
        this.fleet = fleet;
        this.rate = rate;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns when all that was sent is confirmed. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted", e);
        }
        if (failure != null) {
            throw new Problem("The load could not be sent: " + failure.getMessage(), failure);
        }
    }

    /** How many measurements were sent. */
    long sent() {
        return sent;
    }

    /** How long it took to send them. */
    long nanos() {
        return nanos;
    }

    private void send() {
        long start = System.nanoTime();
        long number = 0;
        try (Publisher publisher = run.system().publisher()) {
            for (long slice = 1; !stopped; slice++) {
                long due = rate * slice / SLICES;
                for (; number < due; number++) {
                    publisher.send("", BenchedSystem.MEASUREMENTS, fleet.message(1));
                }
                long ahead = start + slice * TimeUnit.SECONDS.toNanos(1) / SLICES - System.nanoTime();
                if (ahead > 0) {
                    TimeUnit.NANOSECONDS.sleep(ahead);
                }
                sent = number;
                nanos = System.nanoTime() - start;
            }
            publisher.confirmed();
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
