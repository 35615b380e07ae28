package energy.ems.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to stop, and waiting that ends when somebody has it. Thread-safe. */
final class Stop {

    private final CountDownLatch wished = new CountDownLatch(1);

    void now() {
        wished.countDown();
    }

    boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Waits for that long; true when it was told to stop meanwhile. */
    boolean within(Duration time) {
        try {
            return wished.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
