package energy.ems.launcher.bench;

import java.util.List;

/** Registers instead of the energy of intervals; one in a message, all meters in turn. */
final class Cumulative implements Benchmark {

    private static final String NAME = "cumulative";
    private static final int MEASUREMENTS = 200_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "measurements a second of meters that send their register, one in a message";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        Fleet fleet = new Fleet(NAME, run.options().devices(), Fleet.Mode.CUMULATIVE, measurements);
        return Throughput.of(run, NAME, fleet, 1, measurements);
    }
}
