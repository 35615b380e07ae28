package energy.ems.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the person at the keyboard sees. On a terminal a long step counts its seconds in place; in a file or pipe each
 * step is one line when it ends.
 */
public final class Terminal {

    private final PrintStream out;
    private final boolean live;

    public Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    static Terminal standard() {
        return new Terminal(System.out, System.console() != null);
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Runs a step while its name and the seconds so far are shown. */
    public <T> T step(String name, Callable<T> step) {
        return step(name, () -> "", step);
    }

    /**
     * Runs a step.
     *
     * @param progress asked every second for what to show behind the name
     */
    public <T> T step(String name, Supplier<String> progress, Callable<T> step) {
        long start = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(1);
        Thread display = live ? displayOf(name, progress, start, ended) : null;
        try {
            T result = step.call();
            finish(display, ended);
            say((live ? "\r\033[K" : "") + "  ✓ " + name + " (" + seconds(start) + " s)");
            return result;
        } catch (RuntimeException e) {
            finish(display, ended);
            say((live ? "\r\033[K" : "") + "  ✗ " + name);
            throw e;
        } catch (Exception e) {
            finish(display, ended);
            throw new Problem(name + " failed: " + e.getMessage(), e);
        }
    }

    private Thread displayOf(String name, Supplier<String> progress, long start, CountDownLatch ended) {
        Thread display = new Thread(() -> {
            try {
                do {
                    synchronized (this) {
                        out.print("\r\033[K  … " + name + " " + seconds(start) + " s " + progress.get());
                        out.flush();
                    }
                } while (!ended.await(1, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        display.setDaemon(true);
        display.start();
        return display;
    }

    private static void finish(Thread display, CountDownLatch ended) {
        ended.countDown();
        if (display != null) {
            try {
                display.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}
