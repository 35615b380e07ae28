package energy.ems.launcher.bench;

import java.time.Duration;
import java.util.List;

/** From publishing a reading that passes a limit to the alert at the browser, while nothing else comes in. */
final class Latency implements Benchmark {

    private static final String NAME = "latency";
    private static final int PROBES = 500;
    private static final int WARM_UP = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SPACING = Duration.ofMillis(50);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "from publishing a reading that passes a limit to the frame of the WebSocket (--rounds N alerts)";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int number = run.options().rounds().orElse(PROBES);
        PortalSession session = PortalSession.login(run);
        provoke(run, session, Math.min(WARM_UP, number));
        return provoke(run, session, number);
    }

    private static List<Result> provoke(Run run, PortalSession session, int number) throws Exception {
        try (AlertProbes probes = new AlertProbes(run, session, number);
                Publisher publisher = run.system().publisher()) {
            run.step("Provoking " + number + " alerts", () -> probes.arrived() + " have come", () -> {
                for (int i = 0; i < number; i++) {
                    probes.send(publisher);
                    probes.awaitAll(PATIENCE);
                    Pause.of(SPACING);
                }
                return null;
            });
            return probes.results(NAME, number + " alerts, one after the other, nothing else coming in");
        }
    }
}
