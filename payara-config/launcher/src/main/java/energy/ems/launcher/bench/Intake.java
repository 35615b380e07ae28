package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * How many measurements a second EMS takes in. All of them lie in the queue before it may begin, so that neither the
 * publisher nor the broker's other half is measured; afterwards it is asked of the database whether all have arrived in
 * hourly totals.
 */
final class Intake {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Run run;
    private final Fleet fleet;
    private final int inOne;

    /** @param inOne how many measurements are in one message */
    Intake(Run run, Fleet fleet, int inOne) {
        this.run = run;
        this.fleet = fleet;
        this.inOne = inOne;
    }

    /**
     * What was taken in.
     *
     * @param rate measurements a second in the middle of the drain
     * @param publisher measurements a second of the publisher, which had ended before
     * @param middle whether there was a middle
     */
    record Taken(double rate, double publisher, boolean middle) {

        String note() {
            return "the publisher had ended before; it had filled the queue with " + Math.round(publisher) + "/s"
                    + (middle ? "" : "; too few to leave the beginning out: give more --measurements");
        }
    }

    /** How many measurements were sent, and how long it took. */
    private record Filling(long measurements, long nanos) {}

    Taken take(long measurements) throws Exception {
        Figures figures = run.system().figures();
        awaitReady(run);
        long before = figures.inserted();
        Filling filling = run.step("Filling the queue with " + measurements + " measurements", () -> {
            // Closed below as soon as it holds what it should: what has been sent is taken in from then on.
            try (HeldIntake held = HeldIntake.hold(run.system())) {
                Filling filled = fill(measurements);
                held.awaitHeld();
                return filled;
            }
        });
        long first = figures.processed(BenchedSystem.MEASUREMENTS);
        Drain drain = drain(
                run,
                "Taking in " + filling.measurements() + " measurements",
                filling.measurements(),
                () -> (figures.processed(BenchedSystem.MEASUREMENTS) - first) * inOne);
        run.step("Looking whether all of them arrived", () -> {
            arrived(before + filling.measurements());
            return null;
        });
        return new Taken(
                drain.rate(),
                filling.measurements() * (double) TimeUnit.SECONDS.toNanos(1) / filling.nanos(),
                drain.hasMiddle());
    }

    /** What is not consumed cannot be measured. */
    static void awaitReady(Run run) throws Exception {
        Pause.until("EMS to be ready", PATIENCE, POLL, run.system().figures()::ready);
    }

    /** Watches from now on until so much is done. */
    static Drain drain(Run run, String what, long total, Callable<Long> done) {
        Drain drain = new Drain(total);
        drain.mark(System.nanoTime(), 0);
        watch(run, what, drain, done);
        return drain;
    }

    static void watch(Run run, String what, Drain drain, Callable<Long> done) {
        run.step(what, () -> drain.percent() + " %", () -> {
            long changed = System.nanoTime();
            int last = drain.percent();
            while (!drain.isOver()) {
                drain.mark(System.nanoTime(), done.call());
                if (drain.percent() != last) {
                    last = drain.percent();
                    changed = System.nanoTime();
                } else if (System.nanoTime() - changed > PATIENCE.toNanos()) {
                    throw new Problem(
                            "Nothing has been done for " + PATIENCE.toMinutes() + " minutes, at " + last + " %");
                }
                Pause.of(POLL);
            }
            return null;
        });
    }

    private Filling fill(long measurements) throws Exception {
        long start = System.nanoTime();
        try (Publisher publisher = run.system().publisher()) {
            long filled =
                    fleet.messages(measurements, inOne, body -> publisher.send("", BenchedSystem.MEASUREMENTS, body));
            publisher.confirmed();
            return new Filling(filled, System.nanoTime() - start);
        }
    }

    private void arrived(long inserted) throws Exception {
        Pause.until(
                "EMS to have stored all of it",
                PATIENCE,
                POLL,
                () -> run.system().figures().inserted() >= inserted);
        if (fleet.mode() == Fleet.Mode.INTERVAL) {
            run.system().awaitCounted(fleet.prefix(), fleet.sent());
        }
    }
}
