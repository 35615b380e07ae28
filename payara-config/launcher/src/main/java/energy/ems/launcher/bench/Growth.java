package energy.ems.launcher.bench;

import java.util.List;

/** Whether EMS becomes slower the more is stored: the rate of single measurements after few and after many. */
final class Growth implements Benchmark {

    private static final String NAME = "growth";
    private static final int IN_AN_ARRAY = 1_000;
    private static final int IN_A_STINT = 100;
    private static final int AT_ONCE = 1_000_000;
    private static final int STINTS_AT_ONCE = 4_000_000;
    private static final int MEASUREMENTS = 200_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "the rate of single measurements after --large N stored ones over that after --small N";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        int small = run.options().small();
        int large = run.options().large();
        Fleet fleet = run.announced(new Fleet(
                NAME, run.options().devices(), Fleet.Mode.INTERVAL, (long) large + 2L * measurements + AT_ONCE));
        fill(run, fleet, small);
        long few = fleet.sent();
        double afterFew = new Intake(run, fleet, 1).take(measurements).rate();
        fill(run, fleet, large);
        long many = fleet.sent();
        double afterMany = new Intake(run, fleet, 1).take(measurements).rate();
        return List.of(
                Result.of(NAME + ": at " + few, afterFew, Limits.UNIT),
                Result.of(NAME + ": at " + many, afterMany, Limits.UNIT).beside(afterFew),
                Result.of(NAME, afterMany / afterFew, "of the rate before")
                        .noting("one in a message, " + fleet.size() + " meters; the limit is the rate before"));
    }

    /** As fast as it goes, in arrays of one meter each; what is left of that, in arrays of as many meters. */
    private static void fill(Run run, Fleet fleet, int until) throws Exception {
        if (fleet.leftOfRound() > 0) {
            new Intake(run, fleet, 1).take(fleet.leftOfRound());
        }
        fleet.changeStint(IN_A_STINT);
        long round = (long) fleet.size() * IN_A_STINT;
        Intake stints = new Intake(run, fleet, IN_A_STINT);
        while (until - fleet.sent() >= round) {
            stints.take(Math.min(Math.max(1, STINTS_AT_ONCE / round), (until - fleet.sent()) / round) * round);
        }
        fleet.changeStint(1);
        Intake arrays = new Intake(run, fleet, IN_AN_ARRAY);
        while (until - fleet.sent() >= IN_AN_ARRAY) {
            arrays.take(Math.min(AT_ONCE, until - fleet.sent()));
        }
    }
}
