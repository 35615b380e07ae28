package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import energy.ems.launcher.RunningSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server is killed ({@code kill -9}) while measurements come in. {@code ./ems up} starts it again; it is back when the
 * new one has committed its first messages. In the end each measurement has to be in the hourly totals once.
 *
 * <p>Broker and database are not killed: the embedded broker lives in the process of {@code ./ems up}, which nobody starts
 * again, the embedded database is not started again by it either, and those of others are not the bench's to kill.
 */
final class Recovery implements Benchmark {

    private static final String NAME = "recovery";
    private static final int RATE = 500;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);
    /** When nothing was counted for so long, nothing will be. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "seconds without intake after the server's kill -9, and what is lost or doubled";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        ProcessHandle server = server(run.system().described());
        Fleet fleet = run.announced(new Fleet(
                NAME,
                run.options().devices(),
                Fleet.Mode.INTERVAL,
                RATE * (PATIENCE.toSeconds() + BEFORE.toSeconds() + AFTER.toSeconds())));
        Load load = new Load(run, fleet, RATE);
        load.start();
        double seconds;
        try {
            run.step("Taking in " + RATE + " measurements/s", () -> {
                Pause.of(BEFORE);
                run.system().awaitCounted(fleet.prefix(), 1);
                return null;
            });
            seconds = run.step("Killing the server, and waiting for another to take in", () -> {
                server.destroyForcibly();
                server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                long killed = System.nanoTime();
                Pause.until("a new server", PATIENCE, POLL, () -> takesIn(run.system()));
                return (System.nanoTime() - killed) / (double) TimeUnit.SECONDS.toNanos(1);
            });
            Pause.of(AFTER);
        } finally {
            load.stop();
        }
        run.step("Waiting until all of them are counted, or nothing comes any more", () -> {
            settle(run.system(), fleet);
            return null;
        });
        long counted = run.system().counted(fleet.prefix());
        long worth = run.system()
                .energy(fleet.prefix())
                .divideToIntegralValue(Fleet.INTERVAL_KWH)
                .longValueExact();
        return List.of(
                Result.of(NAME + ": server", seconds, "s")
                        .noting("kill -9 to the first commit of the next one, at " + RATE + " measurements/s, "
                                + fleet.sent() + " in all; broker and database are not killed by this benchmark"),
                Result.of(NAME + ": lost", Math.max(0, fleet.sent() - counted), "measurements"),
                Result.of(NAME + ": doubled", Math.max(0, Math.max(counted, worth) - fleet.sent()), "measurements"));
    }

    /** A server that is starting refuses. */
    private static boolean takesIn(BenchedSystem system) {
        try {
            return system.figures().ready() && system.figures().processed(BenchedSystem.MEASUREMENTS) > 0;
        } catch (IOException | Problem notYet) {
            return false;
        }
    }

    private static void settle(BenchedSystem system, Fleet fleet) throws Exception {
        long changed = System.nanoTime();
        long last = -1;
        while (last < fleet.sent() && System.nanoTime() - changed < QUIET.toNanos()) {
            long counted = system.counted(fleet.prefix());
            if (counted != last) {
                last = counted;
                changed = System.nanoTime();
            }
            Pause.of(POLL);
        }
    }

    private static ProcessHandle server(RunningSystem system) {
        if (system.nodes().size() != 1) {
            throw new Problem("This is measured with one node, and there are "
                    + system.nodes().size() + "; start EMS with ./ems up");
        }
        return ProcessHandle.of(system.nodes().get(0).pid())
                .orElseThrow(() -> new Problem("The server does not run on this machine, or was started again since:"
                        + " look at ./ems status"));
    }
}
