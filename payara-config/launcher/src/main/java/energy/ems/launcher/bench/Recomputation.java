package energy.ems.launcher.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Meters whose whole past is computed anew: all of them turn out to measure in watt-hours, and to have done so always. The
 * events that say so are taken in meanwhile, as they are in reality.
 */
final class Recomputation implements Benchmark {

    private static final String NAME = "recomputation";
    private static final String UNIT = "meters/s";
    private static final int METERS = 2_000;
    private static final int READINGS = 144;
    private static final int IN_ONE = 144;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "meters a second whose past is computed anew, a day each (--rounds N meters)";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int meters = run.options().rounds().orElse(METERS);
        long measurements = (long) meters * READINGS;
        Fleet fleet = run.announced(new Fleet(NAME, meters, Fleet.Mode.INTERVAL, measurements, IN_ONE));
        new Intake(run, fleet, IN_ONE).take(measurements);
        List<DeviceEvent> events = new ArrayList<>(meters);
        for (int meter = 0; meter < meters; meter++) {
            events.add(new DeviceEvent(
                    "DEVICE_UPDATED", 2, fleet.id(meter), Fleet.Mode.INTERVAL, DeviceEvent.AMPLE, "Wh", null));
        }
        run.step("Waiting until nothing is computed anew", () -> {
            Pause.until("other recomputations", PATIENCE, POLL, () -> waiting(run, "") == 0);
            return null;
        });
        long before = done(run, fleet);
        Drain drain = new Drain(meters);
        drain.mark(System.nanoTime(), 0);
        run.announce(events);
        Intake.watch(run, "Computing " + meters + " meters anew", drain, () -> done(run, fleet) - before);
        return List.of(Result.of(NAME, drain.rate(), UNIT)
                .noting(READINGS + " readings of each; the events that order it are taken in meanwhile"));
    }

    private static long done(Run run, Fleet fleet) throws Exception {
        return run.system()
                .count(
                        "SELECT COUNT(*) FROM recomputation WHERE state = 'DONE' AND device_id LIKE ?",
                        fleet.prefix() + "%");
    }

    private static long waiting(Run run, String prefix) throws Exception {
        return run.system()
                .count(
                        "SELECT COUNT(*) FROM recomputation WHERE state IN ('WAITING', 'RUNNING') AND device_id LIKE ?",
                        prefix + "%");
    }
}
