package energy.ems.launcher.bench;

import energy.ems.launcher.bench.attack.Attack;
import energy.ems.launcher.bench.attack.Attacks;
import energy.ems.launcher.bench.attack.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much slower readings become hourly totals while somebody attacks the portal, kind by kind, and what others meet
 * meanwhile. Quiet and attacked flows take turns, so that what else the machine does troubles both: the quiet one is the
 * limit. The attackers run on the same machine and take their part of its processors, too.
 */
final class UnderAttack implements Benchmark {

    private static final String NAME = "attack";
    private static final int MEASUREMENTS = 100_000;
    private static final int ROUNDS = 3;
    private static final int DAYS = 366;
    private static final int READINGS_A_DAY = 144;
    /** Until an attack is there as a whole. */
    private static final Duration ONSET = Duration.ofSeconds(2);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "measurements a second while the portal is attacked, kind by kind; health, logins, heap (--rounds N, --kinds WORDS)";
    }

    /** Of one kind of attack, in the order of the rounds. */
    private record Rates(List<Double> attacked, List<Double> ratios, List<String> notes) {

        Rates() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int measurements = run.options().measurementsOr(MEASUREMENTS);
        int rounds = run.options().rounds().orElse(ROUNDS);
        List<Attack> attacks = Attacks.named(run.options().kinds());
        long flows = 1L + 2L * rounds * attacks.size();
        Fleet fleet =
                run.announced(new Fleet(NAME, run.options().devices(), Fleet.Mode.INTERVAL, flows * measurements));
        try (OrdinaryAccount account = OrdinaryAccount.create(run)) {
            Fleet year = account.fleet(DAYS * (long) READINGS_A_DAY);
            new Intake(run, year, READINGS_A_DAY).take(DAYS * (long) READINGS_A_DAY);
            Target target = new Target(
                    URI.create(run.system().described().http()), account.username(), account.password(), year.id(0));
            quiet(run, fleet, measurements, "Warming up");
            Map<String, Rates> rates = new LinkedHashMap<>();
            for (int round = 1; round <= rounds; round++) {
                for (Attack attack : attacks) {
                    double quiet = quiet(run, fleet, measurements, "Round " + round + ": quiet");
                    Rates kind = rates.computeIfAbsent(attack.name(), name -> new Rates());
                    double attacked = attacked(run, fleet, measurements, attack, target, round, kind.notes());
                    kind.attacked().add(attacked);
                    kind.ratios().add(attacked / quiet);
                }
            }
            return results(rates);
        }
    }

    private static List<Result> results(Map<String, Rates> rates) {
        List<Result> results = new ArrayList<>();
        rates.forEach((kind, each) -> {
            double attacked = Statistics.median(each.attacked());
            results.add(Result.of(NAME + ": " + kind, attacked, Limits.UNIT)
                    .beside(attacked / Statistics.median(each.ratios()))
                    .noting(String.join("\n    ", each.notes())));
        });
        return results;
    }

    private static double quiet(Run run, Fleet fleet, int measurements, String what) throws Exception {
        // It asks as it does under attack, which costs the server something.
        Onlooker onlooker = Onlooker.begin(run);
        try (onlooker) {
            return flow(run, fleet, measurements, what);
        }
    }

    private static double attacked(
            Run run, Fleet fleet, int measurements, Attack attack, Target target, int round, List<String> notes)
            throws Exception {
        try (Attack.Underway underway = attack.begin(target);
                Onlooker onlooker = Onlooker.begin(run)) {
            Pause.of(ONSET);
            double rate = flow(run, fleet, measurements, "Round " + round + ": " + attack.name());
            notes.add(underway.told() + "; " + onlooker.told());
            return rate;
        }
    }

    /** @return measurements a second */
    private static double flow(Run run, Fleet fleet, int measurements, String what) throws Exception {
        long before = run.system().figures().inserted();
        try (HeldIntake held = HeldIntake.hold(run.system());
                Publisher publisher = run.system().publisher()) {
            fleet.messages(measurements, 1, body -> publisher.send("", BenchedSystem.MEASUREMENTS, body));
            publisher.confirmed();
            held.awaitHeld();
        }
        Drain drain = Intake.drain(
                run, what, measurements, () -> run.system().figures().inserted() - before);
        run.system().awaitCounted(fleet.prefix(), fleet.sent());
        return drain.rate();
    }
}
