package energy.ems.launcher.bench;

import java.util.List;

/** One measurement in a message, all meters in turn: what real meters do. */
final class Single implements Benchmark {

    static final String NAME = "single";
    static final int MEASUREMENTS = 200_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "measurements a second, one in a message, all meters in turn";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        Fleet fleet = new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, measurements);
        return Throughput.of(run, NAME, fleet, 1, measurements);
    }
}
