package energy.ems.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/** A rate of the intake beside what broker and database would allow for the same messages. */
final class Throughput {

    private Throughput() {}

    static List<Result> of(Run run, String name, Fleet meters, int inOne, int measurements) throws Exception {
        List<Result> results = new ArrayList<>(run.limits().measure(inOne, meters.stint(), measurements));
        Fleet fleet = run.announced(meters);
        Intake.Taken taken = new Intake(run, fleet, inOne).take(measurements);
        results.add(Result.of(name, taken.rate(), Limits.UNIT)
                .beside(run.limits().possible(inOne, meters.stint()))
                .noting(taken.note()));
        return results;
    }
}
