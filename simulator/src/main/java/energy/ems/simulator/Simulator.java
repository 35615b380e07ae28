package energy.ems.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays the meters of one run from its options to the last confirm. */
public final class Simulator {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Settings settings;
    private final Clock clock;
    private final PrintStream err;
    private final Stop stop;

    Simulator(Settings settings, Clock clock, PrintStream err, Stop stop) {
        this.settings = settings;
        this.clock = clock;
        this.err = err;
        this.stop = stop;
    }

    /** Exit code 0: everything sent, or stopped on request; 1: a file could not be written; 2: wrong options, no broker. */
    public static void main(String[] args) {
        // The JMS client logs through SLF4J; this program says itself what a person needs to know.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        for (String argument : args) {
            if (argument.equals("--help") || argument.equals("-h")) {
                System.out.print(Option.help());
                return;
            }
        }
        Stop stop = new Stop();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.now();
            try {
                worker.join(GRACE.plusSeconds(2).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        int exit = 0;
        try {
            new Simulator(Settings.read(args), Clock.systemUTC(), System.err, stop).run();
        } catch (UsageException e) {
            System.err.println("simulator: " + e.getMessage());
            exit = 2;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("simulator: cannot write: " + e.getMessage());
            exit = 1;
        }
        if (exit != 0 && !stop.isWished()) {
            // BEWARE: the shutdown hook waits for this thread, so it must not be the one that waits in exit().
            int code = exit;
            new Thread(() -> System.exit(code)).start();
        }
    }

    void run() throws IOException {
        StateFile file = new StateFile(settings.stateFile, settings.fingerprint());
        Optional<StateFile.State> stopped = settings.fresh ? Optional.empty() : file.read();
        LoadProfile profile = LoadProfile.of(SensorFile.read(settings.csvFile), settings.mode);
        Instant now = clock.instant();
        StateFile.State state = stopped.orElseGet(() -> {
            Instant start = settings.start(clock);
            return new StateFile.State(start, now, 0);
        });
        Run run = new Run(settings, profile, state.start());
        if (settings.expectedFile.isPresent()) {
            ExpectedTotals.write(run, settings.expectedFile.get());
        }
        long steps = run.steps();
        long total = steps == Long.MAX_VALUE ? steps : steps * settings.devices.size();
        Progress progress = new Progress(err, settings.quiet, System.console() != null, total);
        if (stopped.isPresent()) {
            progress.notice("going on after " + state.confirmed() + " messages (" + settings.stateFile + ")");
        }
        send(run, state, file, progress);
    }

    private void send(Run run, StateFile.State state, StateFile file, Progress progress) throws IOException {
        Pace pace = new Pace(run, state.anchor(), clock, stop);
        MessageStream stream = new MessageStream(run);
        Tally tally = new Tally();
        for (long left = state.confirmed(); left > 0 && stream.hasNext(); left--) {
            tally.count(stream.next());
        }
        long before = tally.measurements;
        long began = System.nanoTime();
        boolean complete;
        try (ConfirmedPublisher publisher =
                new ConfirmedPublisher(settings.uri, settings.queue, stop, progress::notice)) {
            publisher.connect(settings.connectWait);
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
            try {
                watch.scheduleWithFixedDelay(
                        () -> {
                            remember(file, state, publisher, progress);
                            progress.show(tally.measurements);
                        },
                        TICK.toMillis(),
                        TICK.toMillis(),
                        TimeUnit.MILLISECONDS);
                boolean all = publish(stream, pace, publisher, tally);
                complete = publisher.drain(GRACE) && all;
            } finally {
                end(watch);
            }
            if (complete) {
                file.delete();
            } else {
                remember(file, state, publisher, progress);
            }
        }
        double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
        progress.end(String.format(
                Locale.ROOT,
                "%s: %d measurements in %d messages (%d malformed) in %.1f s, %.0f/s",
                complete ? "all sent and confirmed" : "stopped, to be continued",
                tally.measurements,
                tally.messages,
                tally.malformed,
                seconds,
                (tally.measurements - before) / seconds));
    }

    /** True when the stream came to its end. */
    private boolean publish(MessageStream stream, Pace pace, ConfirmedPublisher publisher, Tally tally) {
        while (stream.hasNext()) {
            MessageStream.Outgoing message = stream.next();
            if (!pace.await(message.step()) || !publisher.publish(message.body())) {
                return false;
            }
            tally.count(message);
        }
        return true;
    }

    private static void end(ScheduledExecutorService watch) {
        watch.shutdown();
        try {
            // The state file is written by one thread at a time: first that one ends, then this one goes on.
            if (!watch.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remember(
            StateFile file, StateFile.State state, ConfirmedPublisher publisher, Progress progress) {
        try {
            file.write(new StateFile.State(state.start(), state.anchor(), state.confirmed() + publisher.confirmed()));
        } catch (IOException e) {
            // Sending goes on: a run that cannot be resumed is better than none.
            progress.notice("cannot write the state file: " + e.getMessage());
        }
    }

    /** What was sent, by kind. */
    private static final class Tally {
        private volatile long measurements;
        private long messages;
        private long malformed;

        void count(MessageStream.Outgoing message) {
            messages++;
            measurements += message.measurements();
            if (message.measurements() == 0) {
                malformed++;
            }
        }
    }
}
