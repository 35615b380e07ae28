package energy.ems.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/** What broker and database allow for one measurement in a message. */
final class Limit implements Benchmark {

    private static final String NAME = "limit";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "what a bare client drains, and what the database stores without logic: the lower of both";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(Single.MEASUREMENTS);
        List<Result> results = new ArrayList<>(run.limits().measure(1, 1, measurements));
        results.add(Result.of(NAME, run.limits().possible(1, 1), Limits.UNIT));
        return results;
    }
}
