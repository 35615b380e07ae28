package energy.ems.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A hundred measurements in a message: of a hundred meters, as a concentrator sends what its meters have just measured; and
 * of one meter, as one sends what it could not send for a while.
 */
final class Arrays implements Benchmark {

    private static final String NAME = "arrays";
    private static final int IN_ONE = 100;
    private static final int MEASUREMENTS = 400_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "measurements a second, a hundred in a message: of a hundred meters, and of one";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        int devices = run.options().devices();
        List<Result> results = new ArrayList<>(Throughput.of(
                run, NAME, new Fleet(NAME, devices, Fleet.Mode.INTERVAL, measurements), IN_ONE, measurements));
        results.addAll(Throughput.of(
                run,
                NAME + "-of-one-meter",
                new Fleet(NAME, devices, Fleet.Mode.INTERVAL, measurements, IN_ONE),
                IN_ONE,
                measurements));
        return results;
    }
}
