package energy.ems.launcher.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same while so many measurements a second come in from the meters, one in a message. */
final class LatencyUnderLoad implements Benchmark {

    private static final String NAME = "latency-under-load";
    private static final int PROBES = 600;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SPACING = Duration.ofMillis(100);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "the same while --rate N measurements a second come in (--rounds N alerts, ten a second)";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int number = run.options().rounds().orElse(PROBES);
        int rate = run.options().rate();
        PortalSession session = PortalSession.login(run);
        long seconds = WARM_UP.toSeconds() + number * SPACING.toMillis() / 1_000 + 60;
        Fleet fleet = run.announced(new Fleet("load", run.options().devices(), Fleet.Mode.INTERVAL, rate * seconds));
        Load load = new Load(run, fleet, rate);
        try (AlertProbes probes = new AlertProbes(run, session, number);
                Publisher publisher = run.system().publisher()) {
            long behind;
            load.start();
            try {
                behind = run.step(
                        "Provoking " + number + " alerts at " + rate + " measurements/s",
                        () -> probes.arrived() + " have come",
                        () -> provoke(run, probes, publisher, number));
            } finally {
                load.stop();
            }
            run.step("Waiting for the last ones", () -> probes.arrived() + " have come", () -> {
                probes.awaitAll(PATIENCE);
                return null;
            });
            return probes.results(NAME, note(load, number, behind));
        }
    }

    /** @return how many measurements waited in the end */
    private static long provoke(Run run, AlertProbes probes, Publisher publisher, int number) throws Exception {
        Pause.of(WARM_UP);
        for (int i = 0; i < number; i++) {
            probes.send(publisher);
            Pause.of(SPACING);
        }
        return run.system().waiting(BenchedSystem.MEASUREMENTS);
    }

    private static String note(Load load, int number, long behind) {
        double sent = load.sent() * (double) TimeUnit.SECONDS.toNanos(1) / load.nanos();
        return "%d alerts while %d measurements/s were sent; %d messages waited at the end%s"
                .formatted(
                        number,
                        Math.round(sent),
                        behind,
                        behind > sent ? ": more comes than is taken in, so these figures grow with time" : "");
    }
}
